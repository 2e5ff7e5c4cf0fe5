package dev.spillway.controller.serve;

import dev.spillway.controller.decision.Decision;
import dev.spillway.controller.decision.DecisionHistory;
import dev.spillway.controller.directory.DirectoryPublisher;
import dev.spillway.controller.explain.Times;
import dev.spillway.controller.journal.DecisionJson;
import dev.spillway.controller.journal.UnreadableException;
import dev.spillway.controller.loop.AnswerTimes;
import dev.spillway.controller.loop.ControlLoop;
import dev.spillway.controller.status.Status;
import dev.spillway.controller.status.StatusReport;

import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** What the controller sees and does, for people and programs. */
@RestController
final class StatusController {

    private static final int MOST_DECISIONS = 1000;
    private static final MediaType TEXT = MediaType.valueOf("text/plain;charset=UTF-8");

    private final ControlLoop loop;
    private final DecisionHistory decisions;
    private final DecisionLookup lookup;
    private final DirectoryPublisher directory;
    private final AnswerTimes answerTimes;
    private final InstantSource clock;

    StatusController(
            ControlLoop loop,
            DecisionHistory decisions,
            DecisionLookup lookup,
            DirectoryPublisher directory,
            AnswerTimes answerTimes,
            InstantSource clock) {
        this.loop = loop;
        this.decisions = decisions;
        this.lookup = lookup;
        this.directory = directory;
        this.answerTimes = answerTimes;
        this.clock = clock;
    }

    @GetMapping("/api/v1/status")
    Status status() {
        return new StatusReport(decisions::lastChange, answerTimes.byTenant())
                .of(loop.states(), directory.version(), clock.instant());
    }

    @GetMapping("/api/v1/pools/{pool}/decisions")
    ResponseEntity<Object> decisions(
            @PathVariable String pool, @RequestParam(defaultValue = "100") int limit) {
        if (limit < 1 || limit > MOST_DECISIONS) {
            return problem(
                    HttpStatus.BAD_REQUEST,
                    "limit is %d; allowed are 1 to %d".formatted(limit, MOST_DECISIONS));
        }
        List<Decision> latest = decisions.latest(pool, limit);
        boolean known = loop.states().stream().anyMatch(state -> state.pool().name().equals(pool));
        return latest.isEmpty() && !known
                ? problem(HttpStatus.NOT_FOUND, "there is no pool of that name")
                : ResponseEntity.ok()
                        .contentType(MediaType.APPLICATION_JSON)
                        .body(DecisionJson.write(latest));
    }

    /** Why a pool has the workers it has, in plain words; by a tenant's name or a pool's. */
    @GetMapping("/api/v1/explain/{name}")
    ResponseEntity<Object> explain(
            @PathVariable String name, @RequestParam(defaultValue = "") String at)
            throws IOException, UnreadableException {
        Instant now = clock.instant();
        Optional<Instant> time = at.isBlank() ? Optional.of(now) : Times.read(at, now);
        if (time.isEmpty()) {
            return problem(
                    HttpStatus.BAD_REQUEST, "at is not a time; allowed are " + Times.ALLOWED);
        }
        Optional<List<String>> lines = lookup.explain(name, time.get());
        return lines.isEmpty()
                ? problem(
                        HttpStatus.NOT_FOUND,
                        "no decision is on record for a tenant or a pool of that name at that time")
                : ResponseEntity.ok().contentType(TEXT).body(String.join("\n", lines.get()) + "\n");
    }

    private static ResponseEntity<Object> problem(HttpStatus status, String detail) {
        return ResponseEntity.status(status).body(ProblemDetail.forStatusAndDetail(status, detail));
    }
}

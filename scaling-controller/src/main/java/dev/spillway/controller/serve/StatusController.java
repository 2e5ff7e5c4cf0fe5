package dev.spillway.controller.serve;

import dev.spillway.controller.decision.Decision;
import dev.spillway.controller.decision.DecisionHistory;
import dev.spillway.controller.directory.DirectoryPublisher;
import dev.spillway.controller.loop.ControlLoop;
import dev.spillway.controller.status.Latencies;
import dev.spillway.controller.status.Status;
import dev.spillway.controller.status.StatusReport;

import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import java.time.InstantSource;
import java.util.List;

/** What the controller sees and does, for people and programs. */
@RestController
final class StatusController {

    private static final int MOST_DECISIONS = 1000;

    private final ControlLoop loop;
    private final DecisionHistory decisions;
    private final DirectoryPublisher directory;
    private final Latencies latencies;
    private final InstantSource clock;

    StatusController(
            ControlLoop loop,
            DecisionHistory decisions,
            DirectoryPublisher directory,
            Latencies latencies,
            InstantSource clock) {
        this.loop = loop;
        this.decisions = decisions;
        this.directory = directory;
        this.latencies = latencies;
        this.clock = clock;
    }

    @GetMapping("/api/v1/status")
    Status status() {
        return new StatusReport(decisions::lastChange, latencies.p95SecondsByTenant())
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
                : ResponseEntity.ok(latest);
    }

    private static ResponseEntity<Object> problem(HttpStatus status, String detail) {
        return ResponseEntity.status(status).body(ProblemDetail.forStatusAndDetail(status, detail));
    }
}

package dev.spillway.controller.serve;

import dev.spillway.controller.decision.DecisionHistory;
import dev.spillway.controller.loop.AnswerTimes;
import dev.spillway.controller.loop.ControlLoop;
import dev.spillway.controller.loop.OrderDesk;
import dev.spillway.controller.pause.Order;
import dev.spillway.controller.pause.Ruling;
import dev.spillway.controller.status.StatusReport;

import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Takes orders about pools; the answer is the pool after the decision that carried one out. */
@RestController
final class OrderController {

    private static final int MOST_BYTES = 4096;

    /** A pass is made each second, and takes longer only while Redis does not answer. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final ControlLoop loop;
    private final DecisionHistory decisions;
    private final AnswerTimes answerTimes;

    OrderController(ControlLoop loop, DecisionHistory decisions, AnswerTimes answerTimes) {
        this.loop = loop;
        this.decisions = decisions;
        this.answerTimes = answerTimes;
    }

    /**
     * Gives an order about a pool, by its name or that of a tenant it serves.
     *
     * @param origin that a browser sends; a page that somebody merely looks at orders nothing
     */
    @PostMapping(value = "/api/v1/pools/{name}/orders", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Object> order(
            @PathVariable String name,
            @RequestHeader("Origin") Optional<String> origin,
            InputStream body)
            throws IOException, InterruptedException {
        if (origin.isPresent()) {
            return problem(HttpStatus.FORBIDDEN, "orders from web pages are not taken");
        }
        byte[] text = body.readNBytes(MOST_BYTES + 1);
        if (text.length > MOST_BYTES) {
            return problem(
                    HttpStatus.CONTENT_TOO_LARGE,
                    "the body is too large; allowed are %d bytes".formatted(MOST_BYTES));
        }
        Order order;
        try {
            order = OrderBody.read(text);
        } catch (IllegalArgumentException e) {
            return problem(HttpStatus.BAD_REQUEST, String.valueOf(e.getMessage()));
        }
        return give(name, order);
    }

    private ResponseEntity<Object> give(String name, Order order) throws InterruptedException {
        CompletableFuture<OrderDesk.Answer> answer = loop.orders().give(name, order);
        try {
            return switch (answer.get(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                case OrderDesk.Answer.Obeyed(var state) ->
                        ResponseEntity.ok(
                                new StatusReport(decisions::lastChange, answerTimes.byTenant())
                                        .pool(state));
                case OrderDesk.Answer.Refused(Ruling.Refused(var why, var line)) ->
                        problem(status(why), line);
            };
        } catch (TimeoutException e) {
            answer.cancel(false);
            return problem(
                    HttpStatus.SERVICE_UNAVAILABLE,
                    "the control loop did not answer within %d s; the status shows whether it took the order"
                            .formatted(PATIENCE.toSeconds()));
        } catch (ExecutionException e) {
            return problem(
                    HttpStatus.INTERNAL_SERVER_ERROR,
                    "the order could not be kept; the controller's log says why");
        }
    }

    private static HttpStatus status(Ruling.Why why) {
        return switch (why) {
            case UNKNOWN_POOL -> HttpStatus.NOT_FOUND;
            case OUT_OF_RANGE -> HttpStatus.BAD_REQUEST;
            case OTHER_STATE -> HttpStatus.CONFLICT;
        };
    }

    private static ResponseEntity<Object> problem(HttpStatus status, String detail) {
        return ResponseEntity.status(status).body(ProblemDetail.forStatusAndDetail(status, detail));
    }
}

package dev.spillway.router.query;

import dev.spillway.fairqueue.control.TenantStats;
import dev.spillway.router.dispatch.Pools;
import dev.spillway.router.identity.Callers;
import dev.spillway.router.intake.JsonResponse;
import dev.spillway.router.problem.Problem;
import dev.spillway.router.problem.ProblemException;
import dev.spillway.router.problem.ProblemType;
import dev.spillway.router.tenancy.Tenant;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import java.io.IOException;
import java.util.Map;

/** A tenant's view of its own queue. */
@RestController
class QueueEndpoint {
    private final Callers callers;
    private final Pools pools;
    private final JsonResponse responses = new JsonResponse();

    QueueEndpoint(Callers callers, Pools pools) {
        this.callers = callers;
        this.pools = pools;
    }

    /**
     * The caller's queue, at most about a second old.
     *
     * @param tenant whose
     * @param waiting requests that wait
     * @param inFlight requests at a worker
     * @param oldestAgeMillis how long the oldest has waited
     * @param expectedWaitMillis how long a request that came now would
     */
    record QueueResponse(
            String tenant,
            long waiting,
            long inFlight,
            long oldestAgeMillis,
            long expectedWaitMillis) {
        static QueueResponse of(TenantStats stats) {
            return new QueueResponse(
                    stats.tenant().value(),
                    stats.waiting(),
                    stats.inFlight(),
                    stats.oldestAge().toMillis(),
                    stats.expectedWait().toMillis());
        }
    }

    @GetMapping(path = "/v1/queue")
    void queue(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Tenant tenant = callers.tenantOf(request);
        TenantStats stats =
                pools.numbersOf(tenant)
                        .orElseThrow(
                                () ->
                                        new ProblemException(
                                                Problem.of(
                                                                ProblemType.QUEUE_UNAVAILABLE,
                                                                "the queue's numbers are not"
                                                                        + " known now")
                                                        .forTenant(tenant.id().value())
                                                        .retryAfter(2)));
        responses.write(response, Map.of("Cache-Control", "no-store"), QueueResponse.of(stats));
    }
}

package dev.spillway.router.admission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.fairqueue.Domain;
import dev.spillway.fairqueue.TenantId;
import dev.spillway.fairqueue.admission.Allowance;
import dev.spillway.fairqueue.admission.EnqueueOutcome.QueueFull;
import dev.spillway.fairqueue.admission.EnqueueOutcome.RateLimited;
import dev.spillway.router.problem.Problem;
import dev.spillway.router.tenancy.Tenant;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

class RefusalsTest {
    private final Refusals refusals = new Refusals(new SplittableRandom(7));

    @Test
    void roundsAnExactWaitUpToWholeSeconds() {
        assertThat(retryAfter(Duration.ofMillis(1))).isEqualTo(1);
        assertThat(retryAfter(Duration.ofSeconds(1))).isEqualTo(1);
        assertThat(retryAfter(Duration.ofMillis(1_001))).isEqualTo(2);
        assertThat(retryAfter(Duration.ZERO)).isEqualTo(1);
    }

    @Test
    void spreadsAnEstimatedWaitByAFifth() {
        long[] waits =
                IntStream.range(0, 2_000)
                        .mapToObj(
                                each ->
                                        refusals.queueFull(
                                                tenant(0),
                                                new QueueFull(10, Duration.ofSeconds(100))))
                        .mapToLong(problem -> problem.retryAfterSeconds().orElseThrow())
                        .toArray();

        assertThat(Arrays.stream(waits).allMatch(wait -> wait >= 80 && wait <= 120)).isTrue();
        assertThat(waits).contains(81L, 120L);
    }

    @Test
    void waitsTwoToFiveSecondsForWorkers() {
        assertThat(
                        IntStream.range(0, 200)
                                .mapToObj(each -> refusals.noWorkers(tenant(0)))
                                .map(problem -> problem.retryAfterSeconds().orElseThrow())
                                .distinct())
                .containsExactlyInAnyOrder(2L, 3L, 4L, 5L);
    }

    @Test
    void showsBothPoliciesOfATenantWithARate() {
        assertThat(RateLimitHeaders.admitted(tenant(2), 3, new Allowance(4, Duration.ofMillis(1))))
                .containsEntry(
                        "RateLimit-Policy",
                        "\"rate\";q=5;w=3, \"queue\";q=10;qu=\"concurrent-requests\"")
                .containsEntry("RateLimit", "\"rate\";r=4;t=1, \"queue\";r=7");
    }

    @Test
    void showsTheQueueOfATenantWithoutARate() {
        assertThat(RateLimitHeaders.admitted(tenant(0), 12, Allowance.UNLIMITED))
                .containsEntry("RateLimit-Policy", "\"queue\";q=10;qu=\"concurrent-requests\"")
                .containsEntry("RateLimit", "\"queue\";r=0");
    }

    private long retryAfter(Duration exact) {
        Problem problem = refusals.rateLimited(tenant(2), new RateLimited(exact));
        return problem.retryAfterSeconds().orElseThrow();
    }

    private static Tenant tenant(double requestsPerSecond) {
        return new Tenant(
                new TenantId("bakery"),
                "free",
                new Domain("shared"),
                "local",
                requestsPerSecond,
                5,
                10,
                0);
    }
}

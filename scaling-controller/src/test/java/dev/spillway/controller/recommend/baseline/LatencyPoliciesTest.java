package dev.spillway.controller.recommend.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spillway.controller.recommend.Advice;
import dev.spillway.controller.recommend.Observation;
import dev.spillway.controller.recommend.Policy;
import dev.spillway.controller.recommend.Reason;
import dev.spillway.controller.recommend.Recommendation;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import tools.jackson.databind.json.JsonMapper;

import java.time.Duration;
import java.time.Instant;

final class LatencyPoliciesTest {

    private static final LatencyRule RULE = LatencyRule.of(Duration.ofMillis(720));
    private static final LatencyPolicy AIAD = LatencyPolicy.aiad(RULE);
    private static final LatencyPolicy ONESHOT = LatencyPolicy.oneshot(RULE);

    @ParameterizedTest
    @CsvSource(
            textBlock =
                    """
                    2, 720.000001, 4, 4, LATENCY_WATCHED
                    3, 720.000001, 4, 5, LATENCY_ABOVE_TARGET
                    3, 720,        4, 4, LATENCY_WATCHED
                    59, 170,       4, 4, LATENCY_WATCHED
                    60, 170,       4, 3, LATENCY_BELOW_TARGET
                    """)
    void aiadStepsByOneAfterThreeBadOrSixtyGoodChecks(
            int checks, double millis, int workers, int expected, Reason reason) {
        assertThat(last(AIAD, checks, Seen.latency(workers, millis)))
                .isEqualTo(new Outcome(expected, reason));
    }

    @ParameterizedTest
    @CsvSource(
            textBlock =
                    """
                    1,  3600,  5
                    3,  1500,  7
                    4,   721,  5
                    """)
    void oneshotGrowsByTheRatioOfTheLatencyToItsTarget(int workers, double millis, int expected) {
        assertThat(last(ONESHOT, 3, Seen.latency(workers, millis)).replicas()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            textBlock =
                    """
                    4,  170, 1
                    5,  170, 2
                    10, 170, 3
                    4,    0, 0
                    """)
    void oneshotShrinksByTheSameRatio(int workers, double millis, int expected) {
        assertThat(last(ONESHOT, 60, Seen.latency(workers, millis)).replicas()).isEqualTo(expected);
    }

    @Test
    void aCheckOfTheOtherKindBreaksTheStreak() {
        Streak streak = Streak.NONE;
        for (int i = 0; i < 2; i++) {
            streak = check(AIAD, streak, Seen.latency(1, 900), i);
        }
        streak = check(AIAD, streak, Seen.latency(1, 100), 2);

        assertThat(streak.checks()).isEqualTo(-1);
        assertThat(check(AIAD, streak, Seen.latency(1, 900), 3).checks()).isEqualTo(1);
    }

    @Test
    void theStreakBeginsAnewAfterAChange() {
        Streak streak = Streak.NONE;
        for (int i = 0; i < 3; i++) {
            streak = check(AIAD, streak, Seen.latency(1, 900), i);
        }

        assertThat(streak.checks()).isZero();
    }

    @Test
    void looksOftenerThanThePeriodCountOnce() {
        Streak streak = check(AIAD, Streak.NONE, Seen.latency(1, 900), 0);

        Streak again = AIAD.recommend(streak, Seen.latency(1, 900), at(0).plusSeconds(9)).next();

        assertThat(again).isEqualTo(streak);
    }

    @Test
    void whatIsOldOrUnknownChangesNothing() {
        Streak streak = new Streak(at(0), 2);

        assertThat(AIAD.recommend(streak, Seen.stale(4, 900), at(1)))
                .isEqualTo(new Advice<>(new Recommendation.Hold(Reason.SIGNAL_STALE), streak));
        assertThat(AIAD.recommend(streak, Seen.withoutLatency(4, 0), at(1)))
                .isEqualTo(new Advice<>(new Recommendation.Hold(Reason.SIGNAL_MISSING), streak));
    }

    @Test
    void jsonCarriesTheState() {
        JsonMapper json = JsonMapper.builder().build();
        Streak streak = new Streak(Instant.parse("2026-03-01T12:00:00.000000001Z"), -7);

        assertThat(json.readValue(json.writeValueAsString(streak), AIAD.stateType()))
                .isEqualTo(streak);
    }

    @Test
    void refusesARuleThatNeverCalls() {
        assertThatThrownBy(
                        () ->
                                new LatencyRule(
                                        Duration.ofMillis(720), Duration.ofSeconds(10), 0, 60))
                .hasMessage("badChecks is 0 and goodChecks 60; both must be at least 1");
    }

    private record Outcome(int replicas, Reason reason) {}

    private static Outcome last(Policy<Streak> policy, int checks, Observation seen) {
        Streak streak = Streak.NONE;
        for (int i = 0; i < checks - 1; i++) {
            streak = check(policy, streak, seen, i);
        }
        Recommendation last = policy.recommend(streak, seen, at(checks - 1)).recommendation();
        assertThat(last).isInstanceOf(Recommendation.Replicas.class);
        return new Outcome(((Recommendation.Replicas) last).replicas(), last.reason());
    }

    private static Streak check(Policy<Streak> policy, Streak streak, Observation seen, int i) {
        return policy.recommend(streak, seen, at(i)).next();
    }

    private static Instant at(int check) {
        return Instant.parse("2026-03-01T12:00:00Z").plusSeconds(10L * check);
    }
}

package dev.spillway.controller.recommend.baseline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.controller.recommend.Advice;
import dev.spillway.controller.recommend.Observation;
import dev.spillway.controller.recommend.Reason;
import dev.spillway.controller.recommend.Recommendation;

import org.junit.jupiter.api.Test;

import tools.jackson.databind.json.JsonMapper;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

final class MarkPolicyTest {

    private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

    private final MarkPolicy policy =
            new MarkPolicy(MarkRule.of(Duration.ofMillis(720)), new Forecast.RecentPeak());
    private MarkState state = policy.initialState();

    @Test
    void forecastsAfterTheFirstMinuteAndThenEveryFiveMinutes() {
        List<String> forecasts = new ArrayList<>();
        look(0, Seen.withoutLatency(1, 0));
        for (int seconds = 10; seconds <= 600; seconds += 10) {
            long perMinute = seconds <= 300 ? 600 : 960;
            long arrived = seconds <= 300 ? seconds * 10L : 3000 + (seconds - 300) * perMinute / 60;
            if (look(seconds, Seen.latency(1, 100, arrived)) instanceof Recommendation.Replicas to
                    && to.reason() == Reason.FORECAST) {
                forecasts.add(seconds + " s: " + to.replicas());
            }
        }

        assertThat(forecasts).containsExactly("60 s: 3", "300 s: 3", "600 s: 4");
    }

    @Test
    void aMinuteThatWasNotSeenFromItsBeginningIsNotCounted() {
        look(25, Seen.withoutLatency(1, 1_000_000));

        assertThat(look(60, Seen.latency(1, 100, 1_000_900)).reason())
                .isEqualTo(Reason.LATENCY_WATCHED);
        assertThat(replicas(look(120, Seen.latency(1, 100, 1_001_500)))).isEqualTo(3);
        assertThat(state.minutes()).containsExactly(600L);
    }

    @Test
    void goodChecksDoNotResetTheBadOnes() {
        look(0, Seen.withoutLatency(2, 0));
        look(10, Seen.latency(2, 900));
        look(20, Seen.latency(2, 100));
        look(30, Seen.latency(2, 900));
        look(40, Seen.latency(2, 100));

        assertThat(replicas(look(50, Seen.latency(2, 900)))).isEqualTo(3);
        assertThat(state.badChecks()).isZero();
    }

    @Test
    void aForecastForgetsTheBadChecks() {
        look(0, Seen.withoutLatency(1, 0));
        look(40, Seen.latency(1, 900));
        look(50, Seen.latency(1, 900));
        look(60, Seen.latency(1, 900, 100));

        assertThat(replicas(look(70, Seen.latency(1, 900, 100)))).isEqualTo(1);
        assertThat(state.badChecks()).isEqualTo(1);
    }

    @Test
    void isNotCheckedWhileAChangeIsUnderWay() {
        look(0, Seen.withoutLatency(2, 0));
        for (int seconds = 10; seconds < 60; seconds += 10) {
            assertThat(replicas(look(seconds, Seen.whileStarting(2, 900, 0)))).isEqualTo(2);
        }

        assertThat(state.badChecks()).isZero();
    }

    @Test
    void whatIsOldChangesNothing() {
        look(0, Seen.withoutLatency(2, 0));
        MarkState before = state;

        assertThat(look(60, Seen.stale(2, 900)))
                .isEqualTo(new Recommendation.Hold(Reason.SIGNAL_STALE));
        assertThat(state).isEqualTo(before);
    }

    @Test
    void jsonCarriesTheState() {
        JsonMapper json = JsonMapper.builder().build();
        look(0, Seen.withoutLatency(2, 0));
        look(60, Seen.latency(2, 900, 700));

        assertThat(json.readValue(json.writeValueAsString(state), policy.stateType()))
                .isEqualTo(state);
    }

    private Recommendation look(int seconds, Observation seen) {
        Advice<MarkState> advice = policy.recommend(state, seen, START.plusSeconds(seconds));
        state = advice.next();
        return advice.recommendation();
    }

    private static int replicas(Recommendation recommendation) {
        return ((Recommendation.Replicas) recommendation).replicas();
    }
}

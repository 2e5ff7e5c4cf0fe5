package dev.spillway.controller.recommend.kpa;

import static dev.spillway.controller.recommend.Pools.START;
import static dev.spillway.controller.recommend.Pools.goal;
import static dev.spillway.controller.recommend.Pools.ready;
import static dev.spillway.controller.recommend.Pools.seen;
import static dev.spillway.controller.recommend.Pools.stale;
import static dev.spillway.controller.recommend.Pools.waiting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.quicktheories.QuickTheory.qt;
import static org.quicktheories.generators.SourceDSL.integers;
import static org.quicktheories.generators.SourceDSL.lists;

import dev.spillway.controller.recommend.Advice;
import dev.spillway.controller.recommend.Reason;
import dev.spillway.controller.recommend.Recommendation;
import dev.spillway.controller.recommend.Signal;
import dev.spillway.controller.recommend.Timeline;

import org.junit.jupiter.api.Test;

import tools.jackson.databind.json.JsonMapper;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.LongFunction;

/** The pools have workers of 10 slots: 7 requests each are wanted. */
final class KpaPolicyTest {

    private static final KpaPolicy KPA = new KpaPolicy(KpaSettings.DEFAULT);

    @Test
    void followsTheStableWindow() {
        assertThat(steps(3, 1, second -> waiting(21), 120)).isEmpty();
        assertThat(steps(3, 1, second -> waiting(22), 120)).containsExactly("0:4");
    }

    @Test
    void averagesASlowChangeOverAMinute() {
        // 21 for a minute, then 28: no panic (4 of 3 ready), so it moves when the average passes
        // 21.
        List<String> steps = steps(3, 1, second -> waiting(second < 60 ? 21 : 28), 200);
        assertThat(steps).containsExactly("60:4");
    }

    @Test
    void panicsWhenTheShortWindowAsksForTwiceWhatIsReady() {
        // 140 asks for 20 workers of 3 ready. The panic window fills within six seconds.
        List<String> steps = steps(3, 1, second -> waiting(second < 60 ? 21 : 140), 70);
        assertThat(steps).containsExactly("60:6", "62:12", "64:18", "66:20");
    }

    @Test
    void neverScalesDownWhilePanicking() {
        // The spike is over after 10 s; panic lasts until a stable window without alarm has passed.
        List<String> steps =
                steps(3, 1, second -> waiting(second < 60 || second >= 70 ? 21 : 140), 200);
        assertThat(steps.subList(0, 4)).containsExactly("60:6", "62:12", "64:18", "66:20");
        assertThat(steps.get(4)).startsWith("124:");
    }

    @Test
    void neverScalesDownWhilePanickingWhateverComes() {
        qt().forAll(
                        lists().of(integers().between(0, 400)).ofSizeBetween(20, 120),
                        integers().between(1, 30))
                .check(
                        (loads, from) -> {
                            KpaState state = KPA.initialState();
                            int replicas = from;
                            for (int i = 0; i < loads.size(); i++) {
                                Advice<KpaState> advice =
                                        KPA.recommend(
                                                state,
                                                seen(ready(replicas), waiting(loads.get(i)), 0, 99),
                                                START.plusSeconds(i));
                                state = advice.next();
                                int next =
                                        ((Recommendation.Replicas) advice.recommendation())
                                                .replicas();
                                if (state.panicking().isPresent() && next < replicas) {
                                    return false;
                                }
                                replicas = next;
                            }
                            return true;
                        });
    }

    @Test
    void halvesAtMost() {
        // With no load at all, 30 workers go by half of what is ready at each look.
        List<String> steps = steps(30, 1, second -> waiting(second < 60 ? 210 : 0), 130);
        assertThat(steps).isNotEmpty();
        int before = 30;
        for (String step : steps) {
            int after = Integer.parseInt(step.substring(step.indexOf(':') + 1));
            assertThat(after).isGreaterThanOrEqualTo(before / 2);
            before = after;
        }
    }

    @Test
    void growsByItsRateAtMost() {
        KpaPolicy careful =
                new KpaPolicy(
                        new KpaSettings(
                                0.7,
                                Duration.ofMinutes(1),
                                Duration.ofSeconds(6),
                                2.0,
                                1.5,
                                2.0,
                                Duration.ZERO,
                                Duration.ofSeconds(2)));
        Recommendation first =
                careful.recommend(
                                careful.initialState(), seen(ready(4), waiting(1000), 1, 99), START)
                        .recommendation();
        assertThat(((Recommendation.Replicas) first).replicas()).isEqualTo(6);
    }

    @Test
    void keepsTheLastWorkerForAGrace() {
        List<String> steps = steps(1, 0, second -> waiting(second < 10 ? 5 : 0), 200);
        // The stable window is empty at 70; thirty seconds later the worker may go.
        assertThat(steps).containsExactly("100:0");
    }

    @Test
    void comesBackFromZeroAtOnce() {
        assertThat(steps(0, 0, second -> waiting(second < 20 ? 0 : 5), 60)).containsExactly("20:1");
    }

    @Test
    void holdsWithoutAFreshSignal() {
        assertThat(once(stale())).isEqualTo(new Recommendation.Hold(Reason.SIGNAL_STALE));
        assertThat(once(new Signal.Missing()))
                .isEqualTo(new Recommendation.Hold(Reason.SIGNAL_MISSING));
    }

    @Test
    void takesAGapForNoLull() {
        // Nothing was measured for half a minute: the average stays where it was.
        assertThat(steps(3, 1, second -> second < 30 || second >= 60 ? waiting(21) : stale(), 90))
                .isEmpty();
    }

    @Test
    void looksEveryTwoSeconds() {
        Advice<KpaState> first =
                KPA.recommend(KPA.initialState(), seen(ready(3), waiting(21), 1, 99), START);
        Advice<KpaState> second =
                KPA.recommend(
                        first.next(), seen(ready(3), waiting(999), 1, 99), START.plusSeconds(1));
        assertThat(second.recommendation()).isEqualTo(first.recommendation());
        Advice<KpaState> third =
                KPA.recommend(
                        second.next(), seen(ready(3), waiting(999), 1, 99), START.plusSeconds(2));
        assertThat(third.recommendation().reason()).isEqualTo(Reason.PANIC_CONCURRENCY);
    }

    @Test
    void looksAgainWhenTheClockWasPutBack() {
        KpaState state =
                KPA.recommend(KPA.initialState(), seen(ready(3), waiting(999), 1, 99), START)
                        .next();
        Instant earlier = START.minusSeconds(3600);
        Advice<KpaState> advice = KPA.recommend(state, seen(ready(3), waiting(21), 1, 99), earlier);
        assertThat(((Recommendation.Replicas) advice.recommendation()).replicas()).isEqualTo(3);
        assertThat(advice.next().concurrency().seconds()).hasSize(1);
    }

    @Test
    void keepsItsStateAsJson() {
        KpaState state =
                KPA.recommend(KPA.initialState(), seen(ready(3), waiting(999), 1, 99), START)
                        .next();
        JsonMapper json = JsonMapper.builder().build();
        assertThat(json.readValue(json.writeValueAsString(state), KPA.stateType()))
                .isEqualTo(state);
        assertThat(KPA.version()).startsWith("kpa/1 KpaSettings[targetUtilizationRatio=0.7");
        assertThat(KPA.pacesItself()).isTrue();
    }

    @Test
    void refusesSettingsThatMakeNoSense() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> settings(1.5, 60, 6, 2))
                .withMessageStartingWith("targetUtilizationRatio is 1.5");
        assertThatIllegalArgumentException().isThrownBy(() -> settings(0.7, 5, 6, 2));
        assertThatIllegalArgumentException().isThrownBy(() -> settings(0.7, 60, 6, 1));
    }

    private static KpaSettings settings(
            double utilization, int stable, int panic, double threshold) {
        return new KpaSettings(
                utilization,
                Duration.ofSeconds(stable),
                Duration.ofSeconds(panic),
                threshold,
                1000,
                2,
                Duration.ZERO,
                Duration.ofSeconds(2));
    }

    private static Recommendation once(Signal signal) {
        return KPA.recommend(KPA.initialState(), seen(ready(3), signal, 1, 99), START)
                .recommendation();
    }

    private static List<String> steps(int from, int min, LongFunction<Signal> signal, long until) {
        return new Timeline<>(
                        KPA,
                        goal(min, 99),
                        from,
                        (second, replicas) ->
                                new Timeline.Seen(ready(replicas), signal.apply(second)))
                .run(0, until);
    }
}

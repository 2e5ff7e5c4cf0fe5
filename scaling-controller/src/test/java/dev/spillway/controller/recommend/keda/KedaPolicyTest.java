package dev.spillway.controller.recommend.keda;

import static dev.spillway.controller.recommend.Pools.START;
import static dev.spillway.controller.recommend.Pools.goal;
import static dev.spillway.controller.recommend.Pools.ready;
import static dev.spillway.controller.recommend.Pools.seen;
import static dev.spillway.controller.recommend.Pools.stale;
import static dev.spillway.controller.recommend.Pools.waiting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.spillway.controller.recommend.Reason;
import dev.spillway.controller.recommend.Recommendation;
import dev.spillway.controller.recommend.Signal;
import dev.spillway.controller.recommend.Timeline;

import org.junit.jupiter.api.Test;

import tools.jackson.databind.json.JsonMapper;

import java.time.Duration;
import java.util.List;
import java.util.function.LongFunction;

final class KedaPolicyTest {

    private static final KedaPolicy DEFAULT = new KedaPolicy(KedaSettings.DEFAULT);

    @Test
    void wakesAtAPollAndGrowsAtItsHpasNextLook() {
        // Work comes a second after the poll: 29 s to notice, then the HPA's own rhythm.
        assertThat(steps(DEFAULT, 0, 0, second -> waiting(second < 1 ? 0 : 100), 120))
                .containsExactly("30:1", "45:4", "60:8", "75:10");
    }

    @Test
    void polledTwiceAsOftenItWakesSooner() {
        assertThat(
                        steps(
                                new KedaPolicy(KedaSettings.quick()),
                                0,
                                0,
                                second -> waiting(second < 1 ? 0 : 100),
                                120))
                .containsExactly("15:1", "30:4", "45:8", "60:10");
    }

    @Test
    void putsToSleepAfterItsCooldown() {
        // Active at 0 and 30; idle from 31 on. The first poll more than 300 s after 30 is at 360.
        assertThat(steps(DEFAULT, 1, 0, second -> waiting(second <= 30 ? 10 : 0), 600))
                .containsExactly("360:0");
    }

    @Test
    void neverSleepsWithAMinimum() {
        assertThat(steps(DEFAULT, 3, 2, second -> waiting(0), 900)).containsExactly("315:2");
    }

    @Test
    void isActiveOnlyAboveItsThreshold() {
        KedaPolicy policy = new KedaPolicy(KedaSettings.DEFAULT.withActivation(5));
        assertThat(steps(policy, 0, 0, second -> waiting(5), 120)).isEmpty();
        assertThat(steps(policy, 0, 0, second -> waiting(6), 120)).containsExactly("0:1");
    }

    @Test
    void neitherWakesNorSleepsByAStaleSignal() {
        assertThat(steps(DEFAULT, 0, 0, second -> stale(), 900)).isEmpty();
        assertThat(steps(DEFAULT, 2, 0, second -> stale(), 900)).isEmpty();
    }

    @Test
    void doesNotRepeatWhatItSaidBeforeItSlept() {
        List<String> steps =
                steps(
                        DEFAULT,
                        1,
                        0,
                        second -> waiting(second < 60 ? 80 : second < 900 ? 0 : 5),
                        960);
        assertThat(steps).containsExactly("0:4", "15:8", "360:0", "900:1");
    }

    @Test
    void saysWhy() {
        assertThat(once(0, waiting(3)).reason()).isEqualTo(Reason.ACTIVATED);
        assertThat(once(0, waiting(0)).reason()).isEqualTo(Reason.INACTIVE);
        assertThat(once(3, waiting(90)).reason()).isEqualTo(Reason.METRIC_ABOVE_TARGET);
    }

    @Test
    void refusesSettingsThatMakeNoSense() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> KedaSettings.DEFAULT.withTimes(Duration.ZERO, Duration.ZERO));
    }

    @Test
    void keepsItsStateAsJson() {
        KedaState state =
                DEFAULT.recommend(DEFAULT.initialState(), seen(ready(2), waiting(90), 0, 20), START)
                        .next();
        JsonMapper json = JsonMapper.builder().build();
        assertThat(json.readValue(json.writeValueAsString(state), DEFAULT.stateType()))
                .isEqualTo(state);
        assertThat(DEFAULT.version())
                .startsWith("keda/2.21 polling=PT30S cooldown=PT5M activation=0 on hpa/1.36");
        assertThat(DEFAULT.pacesItself()).isTrue();
    }

    private static Recommendation once(int replicas, Signal signal) {
        return DEFAULT.recommend(
                        DEFAULT.initialState(), seen(ready(replicas), signal, 0, 20), START)
                .recommendation();
    }

    private static List<String> steps(
            KedaPolicy policy, int from, int min, LongFunction<Signal> signal, long until) {
        return new Timeline<>(
                        policy,
                        goal(min, 20),
                        from,
                        (second, replicas) ->
                                new Timeline.Seen(ready(replicas), signal.apply(second)))
                .run(0, until);
    }
}

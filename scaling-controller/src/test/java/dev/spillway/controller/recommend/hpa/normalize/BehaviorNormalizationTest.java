package dev.spillway.controller.recommend.hpa.normalize;

import static dev.spillway.controller.recommend.hpa.spec.RatePolicy.percent;
import static dev.spillway.controller.recommend.hpa.spec.RatePolicy.pods;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.controller.recommend.hpa.calculator.Fix;
import dev.spillway.controller.recommend.hpa.calculator.Tuning;
import dev.spillway.controller.recommend.hpa.spec.HpaBehavior;
import dev.spillway.controller.recommend.hpa.spec.RatePolicy;
import dev.spillway.controller.recommend.hpa.spec.ScalingRules;
import dev.spillway.controller.recommend.hpa.spec.ScalingRules.Select;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

final class BehaviorNormalizationTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    @ParameterizedTest(name = "{7}")
    @CsvSource(
            textBlock =
                    """
                    5, 8, '',           0,  300, 8, 8,        up at once without a window
                    5, 8, '5@10',       60, 300, 5, 5 8,      up only as far as the look-back agrees
                    5, 8, '7@10',       60, 300, 7, 7 8,      which may be part of the way
                    5, 8, '3@10',       60, 300, 5, 3 8,      but never down
                    5, 8, '5@60',       60, 300, 8, 5 8,      the edge of a window is outside
                    5, 8, '5@59',       60, 300, 5, 5 8,      a second later it is inside
                    5, 2, '',           0,  300, 2, 2,        down at once without a past
                    5, 2, '4@10',       0,  300, 4, 4 2,      down only as far as the look-back agrees
                    5, 2, '9@10',       0,  300, 5, 9 2,      but never up
                    5, 2, '9@300',      0,  300, 2, 9 2,      the edge of a window is outside
                    5, 2, '9@301',      0,  300, 2, 2,        stale in both windows: replaced
                    5, 2, '9@100',      90, 60,  2, 2,        the longer window keeps
                    5, 2, '9@80',       90, 60,  2, 9 2,      what the shorter has left behind
                    5, 2, '9@400 8@301 3@10', 0, 300, 3, 9 2 3, the last stale slot is reused
                    5, 5, '9@10 1@10',  60, 300, 5, 9 1 5,    both windows at once hold still
                    5, 7, '9@10 1@10',  60, 300, 5, 9 1 7,    whichever way it leans
                    """)
    void movesAsFarAsTheLookBackAgrees(
            int current,
            int desired,
            String past,
            int upWindow,
            int downWindow,
            int stabilized,
            String kept,
            String name) {
        Stabilized result =
                rules(
                                ScalingRules.UP.withWindow(s(upWindow)),
                                ScalingRules.DOWN.withWindow(s(downWindow)))
                        .stabilize(current, desired, LegacyNormalizationTest.memory(past), NOW);

        assertThat(result.replicas()).as(name).isEqualTo(stabilized);
        assertThat(LegacyNormalizationTest.replicas(result.memory())).as(name).isEqualTo(kept);
    }

    @Test
    void takesTheControllersWindowDownwardsWhereNoneIsSet() {
        HpaMemory past = LegacyNormalizationTest.memory("9@100");
        assertThat(rules(ScalingRules.UP, ScalingRules.DOWN).stabilize(9, 2, past, NOW).replicas())
                .isEqualTo(9);
        BehaviorNormalization shorter =
                new BehaviorNormalization(
                        HpaBehavior.DEFAULT,
                        Tuning.DEFAULT.withDownscaleStabilization(Duration.ofMillis(99_999)),
                        Set.of());
        // Whole seconds: 99.
        assertThat(shorter.stabilize(9, 2, past, NOW).replicas()).isEqualTo(2);
    }

    @Test
    void takesTheMostGenerousPolicyOfMaxAndTheLeastOfMin() {
        RatePolicy[] policies = {pods(4, s(60)), percent(100, s(60))};
        assertThat(up(10, 50, Select.MAX, policies)).isEqualTo(20);
        assertThat(up(10, 50, Select.MIN, policies)).isEqualTo(14);
        assertThat(up(10, 50, Select.DISABLED, policies)).isEqualTo(10);
        RatePolicy[] down = {pods(4, s(60)), percent(50, s(60))};
        assertThat(down(10, 1, Select.MAX, down)).isEqualTo(5);
        assertThat(down(10, 1, Select.MIN, down)).isEqualTo(6);
        assertThat(down(10, 1, Select.DISABLED, down)).isEqualTo(10);
    }

    @Test
    void roundsPercentagesUpUpwardsAndCutsThemOffDownwards() {
        assertThat(up(3, 50, Select.MAX, percent(10, s(60)))).isEqualTo(4);
        assertThat(up(10, 50, Select.MAX, percent(1, s(60)))).isEqualTo(11);
        assertThat(down(3, 1, Select.MAX, percent(10, s(60)))).isEqualTo(2);
        assertThat(down(10, 1, Select.MAX, percent(1, s(60)))).isEqualTo(9);
    }

    @Test
    void allowsNothingWithoutPolicies() {
        assertThat(up(3, 50, Select.MAX)).isEqualTo(3);
        assertThat(down(3, 1, Select.MAX)).isEqualTo(3);
    }

    @Test
    void overflowsAsIntegersDo() {
        // The sum wraps around, and less than there are means no step.
        assertThat(up(Integer.MAX_VALUE - 1, Integer.MAX_VALUE, Select.MAX, pods(9, s(60))))
                .isEqualTo(Integer.MAX_VALUE - 1);
        assertThat(up(2_000_000_000, Integer.MAX_VALUE, Select.MAX, percent(100, s(60))))
                .isEqualTo(Integer.MAX_VALUE);
    }

    @Test
    void staysAtZeroByPercentagesAloneUnlessItIsMended() {
        ScalingRules percentOnly = ScalingRules.UP.withPolicies(percent(100, s(15)));
        HpaBehavior behavior = new HpaBehavior(percentOnly, ScalingRules.DOWN);
        HpaMemory empty = HpaMemory.EMPTY;
        assertThat(
                        new BehaviorNormalization(behavior, Tuning.DEFAULT, Set.of())
                                .limit(0, 5, 0, 10, empty, NOW))
                .isEqualTo(new Limited(0, LimitReason.SCALE_UP_LIMIT));
        assertThat(
                        new BehaviorNormalization(
                                        behavior, Tuning.DEFAULT, Set.of(Fix.WAKE_FROM_ZERO))
                                .limit(0, 5, 0, 10, empty, NOW))
                .isEqualTo(new Limited(1, LimitReason.SCALE_UP_LIMIT));
        // While the step down to zero is still in the period, its start is not zero.
        HpaMemory justGone =
                new HpaMemory(
                        List.of(),
                        List.of(),
                        List.of(new ScaleEvent(3, NOW.minusSeconds(14), false)));
        assertThat(
                        new BehaviorNormalization(behavior, Tuning.DEFAULT, Set.of())
                                .limit(0, 5, 0, 10, justGone, NOW)
                                .replicas())
                .isEqualTo(5);
    }

    @Test
    void countsEventsStrictlyWithinThePeriod() {
        ScalingRules fourAMinute = ScalingRules.UP.withPolicies(pods(4, s(60)));
        BehaviorNormalization rules = rules(fourAMinute, ScalingRules.DOWN);
        assertThat(rules.limit(10, 50, 1, 100, ups("3@59"), NOW).replicas()).isEqualTo(11);
        assertThat(rules.limit(10, 50, 1, 100, ups("3@60"), NOW).replicas()).isEqualTo(14);
        // Used up, and more: no further step, and none back.
        assertThat(rules.limit(10, 50, 1, 100, ups("9@59"), NOW))
                .isEqualTo(new Limited(10, LimitReason.SCALE_UP_LIMIT));
    }

    @Test
    void remembersStepsByDirection() {
        BehaviorNormalization rules = rules(ScalingRules.UP, ScalingRules.DOWN);
        HpaMemory memory = rules.remember(3, 5, HpaMemory.EMPTY, NOW);
        assertThat(memory.scaleUps()).containsExactly(new ScaleEvent(2, NOW, false));
        assertThat(memory.scaleDowns()).isEmpty();
        memory = rules.remember(5, 1, memory, NOW);
        assertThat(memory.scaleDowns()).containsExactly(new ScaleEvent(4, NOW, false));
        assertThat(memory.scaleUps()).hasSize(1);
    }

    @ParameterizedTest(name = "{2}")
    @CsvSource(
            textBlock =
                    """
                    '',             '5@0',           the first
                    '1@10',         '1@10 5@0',      beside one in the period
                    '1@60',         '1@60 5@0',      beside one on its edge
                    '1@61',         '5@0',           instead of one outside
                    '1@90 2@70 3@10', '1@90! 5@0 3@10', instead of the last one outside; the others are marked
                    """)
    void storesEventsInSlots(String past, String stored, String name) {
        ScalingRules two = ScalingRules.UP.withPolicies(pods(4, s(60)), percent(10, s(15)));
        HpaMemory next = rules(two, ScalingRules.DOWN).remember(0, 5, ups(past), NOW);
        assertThat(print(next.scaleUps())).as(name).isEqualTo(stored);
    }

    @Test
    void forgetsOnlyWhatNoPolicyLooksBackTo() {
        HpaBehavior behavior =
                new HpaBehavior(
                        ScalingRules.UP.withPolicies(pods(4, s(60))),
                        ScalingRules.DOWN.withPolicies(pods(4, s(15))));
        HpaMemory past = new HpaMemory(List.of(), List.of(), ups("1@90 2@50 3@10").scaleUps());
        BehaviorNormalization plain = new BehaviorNormalization(behavior, Tuning.DEFAULT, Set.of());
        BehaviorNormalization mended =
                new BehaviorNormalization(behavior, Tuning.DEFAULT, Set.of(Fix.FORGET_STALE));
        assertThat(print(plain.remember(9, 5, past, NOW).scaleDowns())).isEqualTo("1@90! 4@0 3@10");
        // The scale-up policy still needs the step of 50 s ago.
        assertThat(print(mended.remember(9, 5, past, NOW).scaleDowns())).isEqualTo("2@50 3@10 4@0");
    }

    private static int up(int current, int desired, Select select, RatePolicy... policies) {
        ScalingRules rules = ScalingRules.UP.withSelect(select).withPolicies(policies);
        return rules(rules, ScalingRules.DOWN)
                .limit(current, desired, 1, Integer.MAX_VALUE, HpaMemory.EMPTY, NOW)
                .replicas();
    }

    private static int down(int current, int desired, Select select, RatePolicy... policies) {
        ScalingRules rules = ScalingRules.DOWN.withSelect(select).withPolicies(policies);
        return rules(ScalingRules.UP, rules)
                .limit(current, desired, 1, 1000, HpaMemory.EMPTY, NOW)
                .replicas();
    }

    private static BehaviorNormalization rules(ScalingRules up, ScalingRules down) {
        return new BehaviorNormalization(new HpaBehavior(up, down), Tuning.DEFAULT, Set.of());
    }

    private static HpaMemory ups(String past) {
        List<ScaleEvent> events =
                past.isEmpty()
                        ? List.of()
                        : Arrays.stream(past.split(" ", -1))
                                .map(entry -> entry.split("@", -1))
                                .map(
                                        parts ->
                                                new ScaleEvent(
                                                        Integer.parseInt(parts[0]),
                                                        NOW.minus(s(Integer.parseInt(parts[1]))),
                                                        false))
                                .toList();
        return new HpaMemory(List.of(), events, List.of());
    }

    private static String print(List<ScaleEvent> events) {
        return String.join(
                " ",
                events.stream()
                        .map(
                                event ->
                                        "%d@%d%s"
                                                .formatted(
                                                        event.change(),
                                                        Duration.between(event.at(), NOW)
                                                                .toSeconds(),
                                                        event.outdated() ? "!" : ""))
                        .toList());
    }

    private static Duration s(int seconds) {
        return Duration.ofSeconds(seconds);
    }
}

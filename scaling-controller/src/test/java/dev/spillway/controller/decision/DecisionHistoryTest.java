package dev.spillway.controller.decision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.controller.bound.Bound;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

final class DecisionHistoryTest {

    private static final Instant NOW = Instant.parse("2026-01-05T10:00:00Z");

    private final List<Decision> written = new ArrayList<>();
    private final DecisionHistory history = new DecisionHistory(written::add);

    @Test
    void keepsWhatIsNewAndASignOfLifeEveryHalfMinute() {
        history.add(decision(0, 3, 3, Bound.MIN_REPLICAS));
        history.add(decision(1, 3, 3, Bound.MIN_REPLICAS));
        history.add(decision(29, 3, 3, Bound.MIN_REPLICAS));
        history.add(decision(30, 3, 3, Bound.MIN_REPLICAS));
        history.add(decision(31, 3, 5, Bound.NONE));
        history.add(decision(32, 5, 5, Bound.SCALE_UP_PERIOD));

        assertThat(written)
                .extracting(decision -> decision.at().getEpochSecond() - NOW.getEpochSecond())
                .containsExactly(0L, 30L, 31L, 32L);
    }

    @Test
    void knowsTheLastChange() {
        history.add(decision(0, 3, 3, Bound.MIN_REPLICAS));
        assertThat(history.lastChange("shared")).map(Decision::at).contains(NOW);
        history.add(decision(1, 3, 5, Bound.NONE));
        history.add(decision(2, 5, 5, Bound.SCALE_UP_PERIOD));

        assertThat(history.lastChange("shared")).map(Decision::to).contains(5);
        assertThat(history.latest("shared", 2)).extracting(Decision::from).containsExactly(5, 3);
    }

    @Test
    void keepsWhatThePolicyInShadowSaysToo() {
        Decision same = decision(0, 3, 3, Bound.MIN_REPLICAS);
        history.add(Examples.withShadow(same, Examples.choice(NOW, 3, 3, Bound.NONE)));
        history.add(
                Examples.withShadow(
                        decision(1, 3, 3, Bound.MIN_REPLICAS),
                        Examples.choice(NOW, 3, 4, Bound.NONE)));
        history.add(
                Examples.withShadow(
                        decision(2, 3, 3, Bound.MIN_REPLICAS),
                        Examples.choice(NOW, 4, 4, Bound.NONE)));
        history.add(
                Examples.withShadow(
                        decision(3, 3, 3, Bound.MIN_REPLICAS),
                        Examples.choice(NOW, 4, 4, Bound.NONE)));

        assertThat(written).hasSize(3);
    }

    @Test
    void knowsWhatHeldAtATime() {
        history.add(decision(0, 3, 3, Bound.MIN_REPLICAS));
        history.add(decision(10, 3, 5, Bound.NONE));

        assertThat(history.at("shared", NOW.minusMillis(1))).isEmpty();
        assertThat(history.at("shared", NOW.plusSeconds(9))).map(Decision::to).contains(3);
        assertThat(history.at("shared", NOW.plusSeconds(10))).map(Decision::to).contains(5);
        assertThat(history.lastChange("shared", NOW.plusSeconds(9))).isEmpty();
        assertThat(history.lastChange("shared", NOW.plusSeconds(99)))
                .map(Decision::from)
                .contains(3);
    }

    private static Decision decision(int second, int from, int to, Bound bound) {
        return Examples.decision(NOW.plusSeconds(second), from, to, bound);
    }
}

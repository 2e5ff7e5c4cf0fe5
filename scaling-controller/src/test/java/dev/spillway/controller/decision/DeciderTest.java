package dev.spillway.controller.decision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.controller.bound.Bound;
import dev.spillway.controller.bound.Memory;
import dev.spillway.controller.recommend.FixedPolicy;
import dev.spillway.controller.recommend.Observation;
import dev.spillway.controller.recommend.QueueDepthPolicy;
import dev.spillway.controller.recommend.Stateless;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

final class DeciderTest {

    private static final Instant NOW = Examples.NOW;
    private static final Observation CALM = Examples.seen(0, 0, 7);

    @Test
    void calmThatWasWatchedTakesAWorkerAway() {
        assertThat(decide(watchedUntil(NOW.minusSeconds(1)), NOW).to()).isEqualTo(6);
    }

    @Test
    void aPauseIsNotCalm() {
        Choice<Stateless> choice = decide(watchedUntil(NOW.minusSeconds(61)), NOW);

        assertThat(choice.to()).isEqualTo(7);
        assertThat(choice.bound()).isEqualTo(Bound.SCALE_DOWN_WINDOW);
    }

    @Test
    void aClockThatWentBackStartsAnew() {
        Choice<Stateless> choice = decide(watchedUntil(NOW.plusSeconds(3600)), NOW);

        assertThat(choice.to()).isEqualTo(7);
        assertThat(choice.bound()).isEqualTo(Bound.SCALE_DOWN_WINDOW);
    }

    @Test
    void aClockThatWentBackALittleStandsStill() {
        Standing<Stateless> next =
                Decider.decide(
                                new QueueDepthPolicy(),
                                watchedUntil(NOW.plusSeconds(5)),
                                CALM,
                                Examples.limits(),
                                NOW)
                        .next();

        assertThat(next.decidedAt()).contains(NOW.plusSeconds(5));
        assertThat(next.desired()).isEqualTo(6);
    }

    @Test
    void aStepUpInTheFutureDoesNotHoldUpTheNext() {
        Memory stepped =
                new Memory(
                        Optional.of("e1"),
                        NOW,
                        List.of(),
                        Optional.of(NOW.plusSeconds(3600)),
                        Optional.empty());
        Standing<Stateless> before =
                new Standing<>(3, new Stateless(), stepped, Optional.of(NOW.plusSeconds(3600)));
        Decider.Decided<Stateless> first =
                Decider.decide(
                        new QueueDepthPolicy(),
                        before,
                        Examples.seen(90, 0, 3),
                        Examples.limits(),
                        NOW);
        Decider.Decided<Stateless> second =
                Decider.decide(
                        new QueueDepthPolicy(),
                        first.next(),
                        Examples.seen(90, 0, 3),
                        Examples.limits(),
                        NOW.plusSeconds(15));

        assertThat(first.choice().bound()).isEqualTo(Bound.SCALE_UP_PERIOD);
        assertThat(second.choice().to()).isEqualTo(7);
    }

    @Test
    void aPolicyThatPacesItselfIsFollowedAtOnceButNotBeforeNumbersHaveSettled() {
        FixedPolicy five = new FixedPolicy(5);
        Standing<Stateless> young =
                new Standing<>(
                        14,
                        new Stateless(),
                        Memory.startingAt(NOW.minusSeconds(299)),
                        Optional.empty());
        Decider.Decided<Stateless> early =
                Decider.decide(five, young, CALM, Examples.limits(), NOW);
        Decider.Decided<Stateless> settled =
                Decider.decide(five, early.next(), CALM, Examples.limits(), NOW.plusSeconds(1));
        Standing<Stateless> one = Standing.startingAt(five, 2, NOW);

        assertThat(early.choice().bound()).isEqualTo(Bound.SIGNAL);
        assertThat(settled.choice().to()).isEqualTo(5);
        assertThat(settled.choice().bound()).isEqualTo(Bound.NONE);
        assertThat(
                        Decider.decide(new FixedPolicy(15), one, CALM, Examples.limits(), NOW)
                                .choice()
                                .to())
                .isEqualTo(15);
    }

    @Test
    void comparesWorkerSeconds() {
        Comparison sums = Comparison.startingAt(NOW);
        sums = sums.with(NOW, 3, 5);
        sums = sums.with(NOW.plusSeconds(10), 5, 5);
        sums = sums.with(NOW.plusSeconds(20), 5, 4);
        sums = sums.with(NOW.plusSeconds(4000), 4, 4);

        assertThat(sums.decisions()).isEqualTo(4);
        assertThat(sums.differing()).isEqualTo(2);
        assertThat(sums.workerSecondsMore()).isEqualTo(2 * 10 - 60);
    }

    /** Nothing was wanted for ten minutes, up to some moment. */
    private static Standing<Stateless> watchedUntil(Instant last) {
        Memory memory =
                new Memory(
                        Optional.of("e1"),
                        last.minusSeconds(600),
                        List.of(new Memory.Want(last, 2)),
                        Optional.empty(),
                        Optional.empty());
        return new Standing<>(7, new Stateless(), memory, Optional.of(last));
    }

    private static Choice<Stateless> decide(Standing<Stateless> before, Instant now) {
        return Decider.decide(new QueueDepthPolicy(), before, CALM, Examples.limits(), now)
                .choice();
    }
}

package dev.spillway.controller.share;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

final class CommonsTest {

    private static final int CASES = 100_000;

    private static Stake stake(String pool, int guaranteed, int held, int draining, int asked) {
        return new Stake(pool, 1, guaranteed, 100, held, draining, asked, false);
    }

    private static Stake blind(String pool, int guaranteed, int held) {
        return new Stake(pool, 1, guaranteed, 100, held, 0, held, true);
    }

    private static List<Integer> granted(int capacity, int elsewhere, Stake... stakes) {
        return new Commons(capacity, elsewhere, List.of(stakes))
                .grants().stream().map(Grant::granted).toList();
    }

    @Test
    void everybodyGetsWhatFits() {
        Commons commons =
                new Commons(10, 0, List.of(stake("a", 3, 2, 0, 4), stake("b", 3, 1, 0, 6)));

        assertThat(commons.grants())
                .containsExactly(
                        new Grant(4, 4, 4, 4, 1, List.of()), new Grant(6, 6, 6, 6, 3, List.of()));
        assertThat(commons.grant("b").fallsShort()).isFalse();
    }

    @Test
    void aGuaranteeThatIsNotWantedIsLent() {
        Commons commons =
                new Commons(10, 0, List.of(stake("a", 6, 1, 0, 1), stake("b", 4, 4, 0, 20)));

        assertThat(commons.grant("b"))
                .isEqualTo(new Grant(20, 9, 9, 9, 5, List.of(new Grant.Loan("a", 5))));
    }

    @Test
    void whoWantsItsGuaranteeBackGetsItWhenTheBorrowerHasDrained() {
        assertThat(granted(10, 0, stake("a", 6, 1, 0, 6), stake("b", 4, 9, 0, 20)))
                .containsExactly(1, 4);
        assertThat(granted(10, 0, stake("a", 6, 1, 0, 6), stake("b", 4, 4, 5, 20)))
                .containsExactly(1, 4);
        assertThat(granted(10, 0, stake("a", 6, 1, 0, 6), stake("b", 4, 4, 2, 20)))
                .containsExactly(4, 4);
        assertThat(granted(10, 0, stake("a", 6, 4, 0, 6), stake("b", 4, 4, 0, 20)))
                .containsExactly(6, 4);
    }

    @Test
    void aQuotaIsRaisedBeforeWorkersComeAndLoweredAfterTheyHaveGone() {
        Commons commons =
                new Commons(10, 0, List.of(stake("a", 6, 1, 0, 6), stake("b", 4, 5, 2, 20)));

        assertThat(commons.grant("a").admitted()).isEqualTo(3);
        assertThat(commons.grant("b")).isEqualTo(new Grant(20, 4, 4, 7, 0, List.of()));
    }

    @Test
    void freedRoomGoesToGuaranteesFirst() {
        assertThat(
                        granted(
                                12,
                                0,
                                stake("a", 6, 2, 0, 6),
                                stake("b", 2, 4, 0, 20),
                                stake("c", 2, 2, 2, 2)))
                .containsExactly(4, 4, 2);
    }

    @Test
    void nothingIsTakenFromAPoolThatNobodySees() {
        assertThat(granted(10, 0, stake("a", 6, 1, 0, 6), blind("b", 4, 9))).containsExactly(1, 9);
    }

    @Test
    void workersOfPoolsThatAreGoneTakeRoomUntilTheyAre() {
        assertThat(granted(10, 4, stake("a", 2, 1, 0, 20))).containsExactly(6);
    }

    @Test
    void aCapacityThatWasLoweredTakesWhatIsBorrowedAndNoGuarantee() {
        assertThat(granted(6, 0, stake("a", 3, 8, 0, 8), stake("b", 2, 2, 0, 9)))
                .containsExactly(3, 2);
        assertThat(granted(4, 0, stake("a", 3, 3, 0, 8), stake("b", 2, 2, 0, 9)))
                .containsExactly(3, 2);
    }

    @Test
    void nobodyPassesItsCeilingUnlessItIsGuaranteed() {
        Commons commons =
                new Commons(
                        20,
                        0,
                        List.of(
                                new Stake("a", 1, 2, 4, 2, 0, 9, false),
                                new Stake("b", 1, 6, 4, 2, 0, 9, false)));

        assertThat(commons.grants().stream().map(Grant::granted)).containsExactly(4, 6);
    }

    /** From a random beginning, through random wants, drains and blind spots, step by step. */
    @Test
    void planAndDrainsNeverExceedTheCapacityAndNoGuaranteeIsTaken() {
        SplittableRandom random = new SplittableRandom(20260102);
        int steps = 0;
        for (int number = 0; steps < CASES; number++) {
            int pools = random.nextInt(1, 7);
            int[] guaranteed = random.ints(pools, 0, 5).toArray();
            int sum = java.util.Arrays.stream(guaranteed).sum();
            int capacity = sum + random.nextInt(12);
            int[] held = new int[pools];
            int[] draining = new int[pools];
            for (int step = 0; step < 40; step++, steps++) {
                List<Stake> stakes = new ArrayList<>();
                for (int i = 0; i < pools; i++) {
                    draining[i] -= random.nextInt(draining[i] + 1);
                    boolean isBlind = random.nextInt(5) == 0;
                    int asked = isBlind ? held[i] : random.nextInt(15);
                    stakes.add(
                            new Stake(
                                    "p" + i,
                                    random.nextDouble(0.1, 9),
                                    guaranteed[i],
                                    random.nextInt(20),
                                    held[i],
                                    draining[i],
                                    asked,
                                    isBlind));
                }
                Commons commons = new Commons(capacity, 0, stakes);
                List<Grant> grants = commons.grants();
                int taken = 0;
                int admitted = 0;
                for (int i = 0; i < pools; i++) {
                    Stake stake = stakes.get(i);
                    Grant grant = grants.get(i);
                    String which = "case %d, step %d: %s".formatted(number, step, commons);
                    int next = grant.granted();
                    if (next > stake.wanted()
                            || next < stake.kept()
                            || grant.share() < stake.kept()
                            || (grant.share() < stake.own()
                                    && stakes.stream().noneMatch(Stake::unseen))) {
                        assertThat(grant).as(which).isNull();
                    }
                    draining[i] += Math.max(0, held[i] - next);
                    held[i] = next;
                    taken += held[i] + draining[i];
                    admitted += grant.admitted();
                }
                if (taken > capacity || admitted > capacity) {
                    assertThat(grants).as("case %d, step %d: %s", number, step, commons).isNull();
                }
            }
        }
    }

    /** All asked for the same, with nothing draining: the plan is plain weighted max-min. */
    @Test
    void sharesAreThoseOfWaterFillingOnceEverythingHasDrained() {
        SplittableRandom random = new SplittableRandom(20260103);
        for (int number = 0; number < 10_000; number++) {
            List<Stake> stakes = new ArrayList<>();
            List<Claim> claims = new ArrayList<>();
            int guarantees = 0;
            int pools = random.nextInt(1, 7);
            for (int i = 0; i < pools; i++) {
                int guaranteed = random.nextInt(5);
                int asked = random.nextInt(20);
                double weight = random.nextDouble(0.1, 9);
                guarantees += guaranteed;
                stakes.add(new Stake("p" + i, weight, guaranteed, 100, 0, 0, asked, false));
                claims.add(new Claim("p" + i, weight, guaranteed, asked));
            }
            int capacity = guarantees + random.nextInt(30);
            assertThat(
                            new Commons(capacity, 0, stakes)
                                    .grants().stream().mapToInt(Grant::granted).toArray())
                    .as("case %d", number)
                    .isEqualTo(WaterFilling.allocate(capacity, claims));
        }
    }

    @Test
    void refusesWhatIsNoStake() {
        assertThatThrownBy(() -> stake("a", 1, -1, 0, 1))
                .hasMessage(
                        "pool a is guaranteed 1 workers, may have 100, has -1, drains 0 and asks for 1; none can be negative");
        assertThatThrownBy(() -> new Commons(-1, 0, List.of()))
                .hasMessage("capacity is -1 and 0 workers are elsewhere; neither can be negative");
        assertThatThrownBy(() -> new Commons(1, 0, List.of()).grant("a"))
                .hasMessage("pool a has no stake in it");
    }
}

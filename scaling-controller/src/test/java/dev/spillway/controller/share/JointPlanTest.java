package dev.spillway.controller.share;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

final class JointPlanTest {

    private static Party party(String name, int guaranteed, double... costs) {
        return new Party(name, guaranteed, costs);
    }

    @Test
    void givesEverybodyEverythingWhereItFits() {
        assertThat(
                        JointPlan.allocate(
                                7, List.of(party("a", 1, 9, 5, 1), party("b", 0, 3, 2, 2, 2, 1))))
                .containsExactly(2, 4);
    }

    @Test
    void savesAWholeMinuteRatherThanHalfOfTwo() {
        // One more worker saves nothing for b, two save all.
        List<Party> parties = List.of(party("a", 1, 9, 1.0, 0.6), party("b", 1, 9, 1, 1, 0));

        assertThat(JointPlan.allocate(4, parties)).containsExactly(1, 3);
        assertThat(JointPlan.allocate(3, parties)).containsExactly(2, 1);
    }

    @Test
    void keepsGuaranteesHoweverMuchOthersWouldSave() {
        assertThat(
                        JointPlan.allocate(
                                4, List.of(party("a", 2, 0, 0, 0), party("b", 0, 9, 8, 7, 6, 5))))
                .containsExactly(2, 2);
    }

    @Test
    void sharesGuaranteesThatDoNotFit() {
        assertThat(
                        JointPlan.allocate(
                                4,
                                List.of(
                                        party("a", 4, 9, 8, 7, 6, 5),
                                        party("b", 4, 9, 8, 7, 6, 5))))
                .containsExactly(2, 2);
    }

    @Test
    void costsTheLeastThatAnyPlanCosts() {
        SplittableRandom random = new SplittableRandom(7);
        for (int number = 0; number < 5_000; number++) {
            List<Party> parties = random(random, random.nextInt(1, 5), 5);
            int guaranteed = parties.stream().mapToInt(Party::guaranteed).sum();
            int capacity = guaranteed + random.nextInt(8);
            int[] units = JointPlan.allocate(capacity, parties);
            assertThat(Arrays.stream(units).sum()).isLessThanOrEqualTo(capacity);
            assertThat(JointPlan.cost(units, parties))
                    .as("case %d: %s of %d", number, parties, capacity)
                    .isCloseTo(cheapest(parties, 0, capacity), within(1e-9));
        }
    }

    @Test
    void keepsItsPromisesWhereItIsGreedyToo() {
        SplittableRandom random = new SplittableRandom(11);
        for (int number = 0; number < 200; number++) {
            List<Party> parties = random(random, 300, 8);
            int guaranteed = parties.stream().mapToInt(Party::guaranteed).sum();
            int most = parties.stream().mapToInt(Party::most).sum();
            int capacity = guaranteed + random.nextInt(200, Math.max(201, most - guaranteed));
            int[] units = JointPlan.allocate(capacity, parties);
            assertThat(Arrays.stream(units).sum()).isEqualTo(Math.min(capacity, most));
            for (int i = 0; i < units.length; i++) {
                assertThat(units[i]).isBetween(parties.get(i).guaranteed(), parties.get(i).most());
            }
        }
    }

    @Test
    void isGreedyByLessThanAStep() {
        SplittableRandom random = new SplittableRandom(13);
        for (int number = 0; number < 50; number++) {
            List<Party> parties = random(random, 90, 6);
            int guaranteed = parties.stream().mapToInt(Party::guaranteed).sum();
            int capacity = guaranteed + random.nextInt(20, 150);
            double exact = JointPlan.cost(JointPlan.allocate(capacity, parties), parties);
            int spare = capacity - guaranteed;
            double greedy = JointPlan.cost(JointPlan.greedily(spare, parties), parties);
            double step =
                    parties.stream()
                            .mapToDouble(party -> party.costs()[party.guaranteed()])
                            .max()
                            .orElseThrow();
            assertThat(greedy).isBetween(exact - 1e-9, exact + step);
        }
    }

    @Test
    void refusesWhatIsNoParty() {
        assertThatThrownBy(() -> party("a", 2, 1, 0))
                .hasMessage("party a is guaranteed 2 units and its costs are known up to 1");
        assertThatThrownBy(() -> party("a", 0, 1, Double.NaN))
                .hasMessage("a cost of party a is NaN");
    }

    private static List<Party> random(SplittableRandom random, int count, int most) {
        List<Party> parties = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            double[] costs = new double[random.nextInt(1, most + 1) + 1];
            double cost = random.nextDouble(0, 3);
            for (int n = 0; n < costs.length; n++) {
                costs[n] = cost;
                cost = Math.max(0, cost - (random.nextInt(3) == 0 ? 0 : random.nextDouble()));
            }
            parties.add(party("p" + i, random.nextInt(Math.min(3, costs.length)), costs));
        }
        return parties;
    }

    private static double cheapest(List<Party> parties, int index, int left) {
        if (index == parties.size()) {
            return 0;
        }
        Party party = parties.get(index);
        int others = parties.stream().skip(index + 1L).mapToInt(Party::guaranteed).sum();
        double least = Double.POSITIVE_INFINITY;
        for (int n = party.guaranteed(); n <= Math.min(party.most(), left - others); n++) {
            least = Math.min(least, party.costs()[n] + cheapest(parties, index + 1, left - n));
        }
        return least;
    }
}

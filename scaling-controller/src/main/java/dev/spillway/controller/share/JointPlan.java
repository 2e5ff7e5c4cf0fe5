package dev.spillway.controller.share;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Gives limited capacity to several parties so that the sum of their costs is least.
 *
 * <p>Guarantees come first. Costs need not be convex (two units may be worth nothing where three
 * save the minute), so that the best plan is a knapsack with one choice for each party: solved
 * exactly by dynamic programming where parties times capacity are few, and otherwise greedily along
 * the lower convex hulls of the costs, which misses the best by less than one step of one party
 * (Everett's generalised Lagrange multipliers, 1963).
 */
public final class JointPlan {

    /** Parties times units up to which the exact way is quick enough. */
    private static final long EXACT = 50_000;

    private JointPlan() {}

    /**
     * Units for each party, in their order.
     *
     * @param capacity units there are, 0 or more; where not even the guarantees fit, these are cut
     *     by weighted max-min
     */
    public static int[] allocate(int capacity, List<Party> parties) {
        int guaranteed = parties.stream().mapToInt(Party::guaranteed).sum();
        if (guaranteed >= capacity) {
            return WaterFilling.allocate(
                    capacity,
                    parties.stream()
                            .map(party -> new Claim(party.name(), 1, 0, party.guaranteed()))
                            .toList());
        }
        int wanted = parties.stream().mapToInt(Party::most).sum();
        if (wanted <= capacity) {
            return parties.stream().mapToInt(Party::most).toArray();
        }
        int spare = capacity - guaranteed;
        return (long) parties.size() * spare <= EXACT
                ? exactly(spare, parties)
                : greedily(spare, parties);
    }

    private static int[] exactly(int spare, List<Party> parties) {
        double[] best = new double[spare + 1];
        int[][] choices = new int[parties.size()][];
        for (int i = 0; i < parties.size(); i++) {
            Party party = parties.get(i);
            double[] costs = party.costs();
            int from = party.guaranteed();
            int[] choice = new int[spare + 1];
            double[] next = new double[spare + 1];
            for (int units = 0; units <= spare; units++) {
                double least = Double.POSITIVE_INFINITY;
                for (int n = 0; n <= Math.min(units, party.most() - from); n++) {
                    double cost = best[units - n] + costs[from + n];
                    if (cost < least) {
                        least = cost;
                        choice[units] = n;
                    }
                }
                next[units] = least;
            }
            best = next;
            choices[i] = choice;
        }
        int[] units = new int[parties.size()];
        int left = spare;
        for (int i = parties.size() - 1; i >= 0; i--) {
            units[i] = parties.get(i).guaranteed() + choices[i][left];
            left -= choices[i][left];
        }
        return filled(left, units, parties);
    }

    /** A step along a party's lower convex hull. */
    private record Step(int party, int units, double gainPerUnit) {}

    static int[] greedily(int spare, List<Party> parties) {
        List<Step> steps = new ArrayList<>();
        for (int i = 0; i < parties.size(); i++) {
            addHull(i, parties.get(i), steps);
        }
        steps.sort(Comparator.comparingDouble(Step::gainPerUnit).reversed());
        int[] units = parties.stream().mapToInt(Party::guaranteed).toArray();
        boolean[] stopped = new boolean[units.length];
        int left = spare;
        for (Step step : steps) {
            // A party's steps come in order; after one that did not fit none of its others does.
            if (stopped[step.party]) {
                continue;
            }
            if (step.units <= left) {
                units[step.party] += step.units;
                left -= step.units;
            } else {
                stopped[step.party] = true;
            }
        }
        return filled(left, units, parties);
    }

    private static void addHull(int index, Party party, List<Step> steps) {
        double[] costs = party.costs();
        int at = party.guaranteed();
        while (at < party.most()) {
            int next = at + 1;
            for (int n = at + 2; n <= party.most(); n++) {
                if ((costs[at] - costs[n]) / (n - at) > (costs[at] - costs[next]) / (next - at)) {
                    next = n;
                }
            }
            steps.add(new Step(index, next - at, (costs[at] - costs[next]) / (next - at)));
            at = next;
        }
    }

    /** Nothing is left idle that somebody could use: one by one, to whoever has the fewest. */
    private static int[] filled(int left, int[] units, List<Party> parties) {
        int[] filled = units.clone();
        for (int unit = 0; unit < left; unit++) {
            int least = -1;
            for (int i = 0; i < filled.length; i++) {
                if (filled[i] < parties.get(i).most()
                        && (least < 0 || gain(parties, filled, i) > gain(parties, filled, least))) {
                    least = i;
                }
            }
            if (least < 0) {
                break;
            }
            filled[least]++;
        }
        return filled;
    }

    private static double gain(List<Party> parties, int[] units, int i) {
        double[] costs = parties.get(i).costs();
        return costs[units[i]] - costs[units[i] + 1];
    }

    /** What a plan costs. */
    public static double cost(int[] units, List<Party> parties) {
        double[] costs = new double[units.length];
        Arrays.setAll(costs, i -> parties.get(i).costs()[units[i]]);
        return Arrays.stream(costs).sum();
    }
}

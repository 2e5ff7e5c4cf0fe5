package dev.spillway.controller.simulate.scoreboard;

import dev.spillway.controller.recommend.deadline.Claimant;
import dev.spillway.controller.recommend.deadline.Served;
import dev.spillway.controller.share.Claim;
import dev.spillway.controller.share.WaterFilling;

import java.util.Arrays;
import java.util.List;

/** Who gets what of a node. */
@FunctionalInterface
interface Sharing {

    /** Workers for each, in their order. */
    int[] allocate(int capacity, List<Claimant> claimants, Served served);

    /** By weighted max-min of what is wanted, which knows nothing of misses and moves. */
    static int[] maxMin(int capacity, List<Claimant> claimants, Served served) {
        return WaterFilling.allocate(
                capacity,
                claimants.stream()
                        .map(
                                claimant ->
                                        new Claim(
                                                claimant.name(),
                                                claimant.weight(),
                                                claimant.guaranteed(),
                                                Math.max(claimant.wanted(), claimant.guaranteed())))
                        .toList());
    }

    /**
     * First come, first served: what is held stays, and the first that wants more gets the rest.
     */
    static int[] firstCome(int capacity, List<Claimant> claimants, Served served) {
        int[] plan =
                claimants.stream()
                        .mapToInt(claimant -> Math.min(claimant.held(), claimant.wanted()))
                        .toArray();
        int left = capacity - Arrays.stream(plan).sum();
        for (int i = 0; i < plan.length; i++) {
            int more = Math.clamp(claimants.get(i).wanted() - plan[i], 0, Math.max(0, left));
            plan[i] += more;
            left -= more;
        }
        return plan;
    }
}

package dev.spillway.controller.kubernetes.plan;

import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;

/**
 * Brings a pool from one size to another: the quota goes up before the replicas and down after the
 * drain, and pods with little to do go first.
 *
 * <p>It keeps nothing between steps. Whoever takes the next look at the cluster goes on from there,
 * so a controller that dies between two writes leaves nothing to repair.
 */
public final class SizePlan {

    /** A rollout starts so many pods before it ends as many; every quota has room for them. */
    public static final int SURGE = 1;

    private SizePlan() {}

    /**
     * The next step.
     *
     * @param wanted pods there shall be
     * @param ceiling pods that the quota may allow at most, the surge among them
     */
    public static Step next(Seen seen, int wanted, int ceiling) {
        int target = target(seen, wanted, ceiling);
        int asked = seen.replicas().orElse(0);
        int needed = room(seen, target);
        OptionalInt quota = seen.quotaPods();
        if (quota.isEmpty() || quota.getAsInt() < needed) {
            return new Step.SetQuota(needed);
        }
        if (seen.replicas().isPresent() && target > asked) {
            // Admission decides by what it knows, not by what was written a moment ago.
            int known = seen.admittedPods().orElse(0);
            return known < needed ? new Step.AwaitQuota(needed) : new Step.Scale(target);
        }
        if (seen.replicas().isPresent() && target < asked) {
            return fewer(seen, target);
        }
        return tidy(seen, target, needed);
    }

    /**
     * Pods that the quota has to have room for. What terminates takes room; while pods are
     * replaced, every one that comes has one beside it that is still going.
     */
    public static int room(Seen seen, int target) {
        int size = Math.max(target, Math.max(seen.replicas().orElse(0), seen.active()));
        return (seen.updating() ? Math.max(size, seen.terminating()) : seen.terminating())
                + size
                + SURGE;
    }

    /**
     * Pods that a pool gets of those it wants. A ceiling that fell below what runs takes nothing
     * away; it only lets nothing more in.
     */
    public static int target(Seen seen, int wanted, int ceiling) {
        int room = ceiling - SURGE - seen.terminating();
        return Math.min(wanted, Math.max(seen.replicas().orElse(0), room));
    }

    private static Step fewer(Seen seen, int target) {
        List<String> victims = victims(seen, target);
        List<String> unmarked =
                seen.pods().stream()
                        .filter(pod -> victims.contains(pod.name()) && !pod.marked())
                        .map(Pod::name)
                        .toList();
        return unmarked.isEmpty() ? new Step.Scale(target) : new Step.Mark(unmarked);
    }

    /** Those that start have nothing in flight; of the others, those with the least. */
    private static List<String> victims(Seen seen, int target) {
        return seen.pods().stream()
                .filter(pod -> pod.state() != Pod.State.TERMINATING)
                .sorted(
                        Comparator.comparing(Pod::state)
                                .thenComparing(pod -> !pod.marked())
                                .thenComparingInt(Pod::inFlight)
                                .thenComparing(Pod::name))
                .limit(Math.max(0, seen.active() - target))
                .map(Pod::name)
                .toList();
    }

    private static Step tidy(Seen seen, int target, int needed) {
        List<String> marked =
                seen.pods().stream()
                        .filter(pod -> pod.marked() && pod.state() != Pod.State.TERMINATING)
                        .map(Pod::name)
                        .toList();
        if (!marked.isEmpty() && seen.active() <= target) {
            return new Step.Unmark(marked);
        }
        boolean settled = seen.terminating() == 0 && seen.active() <= target;
        return settled && seen.quotaPods().orElseThrow() > needed
                ? new Step.SetQuota(needed)
                : new Step.Done();
    }
}

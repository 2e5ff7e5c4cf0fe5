package dev.spillway.controller.kubernetes.plan;

import java.util.List;
import java.util.OptionalInt;

/**
 * What the cluster says about a pool.
 *
 * @param quotaPods pods that its quota allows; absent while there is no quota
 * @param admittedPods the same as admission knows it already, which follows a moment later
 * @param replicas pods that its Deployment asks for; absent while there is none
 * @param updating whether pods are being replaced by others, or are about to be
 * @param pods those there are, without those that have ended
 */
public record Seen(
        OptionalInt quotaPods,
        OptionalInt admittedPods,
        OptionalInt replicas,
        boolean updating,
        List<Pod> pods) {

    public Seen {
        pods = List.copyOf(pods);
    }

    int terminating() {
        return (int) pods.stream().filter(pod -> pod.state() == Pod.State.TERMINATING).count();
    }

    /** The same while its pods are replaced by others. */
    public Seen beingUpdated() {
        return new Seen(quotaPods, admittedPods, replicas, true, pods);
    }

    /** The same once some pods are marked, or no longer. */
    public Seen marking(List<String> names, boolean marked) {
        return new Seen(
                quotaPods,
                admittedPods,
                replicas,
                updating,
                pods.stream()
                        .map(
                                pod ->
                                        names.contains(pod.name())
                                                ? new Pod(
                                                        pod.name(),
                                                        pod.state(),
                                                        pod.inFlight(),
                                                        marked)
                                                : pod)
                        .toList());
    }

    int active() {
        return pods.size() - terminating();
    }
}

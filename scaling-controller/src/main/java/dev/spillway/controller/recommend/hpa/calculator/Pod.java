package dev.spillway.controller.recommend.hpa.calculator;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A pod as the autoscaler sees it.
 *
 * @param name unique in its namespace
 * @param labels that selectors are matched with
 * @param phase of its life
 * @param started when the node took it, where that is known
 * @param deleted when it was asked to go, if it was
 * @param readiness its Ready condition, if it has one yet
 * @param containers it runs
 * @param sidecars its init containers that keep running; other init containers never count
 * @param podRequestsMilli requests of the pod as a whole, by resource, in thousandths; empty when
 *     none are set at that level
 */
public record Pod(
        String name,
        Map<String, String> labels,
        Phase phase,
        Optional<Instant> started,
        Optional<Instant> deleted,
        Optional<Readiness> readiness,
        List<Container> containers,
        List<Container> sidecars,
        Map<String, Long> podRequestsMilli) {

    public Pod {
        labels = Map.copyOf(labels);
        containers = List.copyOf(containers);
        sidecars = List.copyOf(sidecars);
        podRequestsMilli = Map.copyOf(podRequestsMilli);
    }

    /** How far a pod's life is. */
    public enum Phase {
        PENDING,
        RUNNING,
        SUCCEEDED,
        FAILED,
        UNKNOWN
    }

    /** What a condition says. */
    public enum Status {
        TRUE,
        FALSE,
        UNKNOWN
    }

    /**
     * The Ready condition.
     *
     * @param status what it says
     * @param since its last transition
     */
    public record Readiness(Status status, Instant since) {}

    /** A running pod of one container, started and ready since the same moment. */
    public static Pod running(String name, Instant since, Map<String, Long> requestsMilli) {
        return new Pod(
                name,
                Map.of(),
                Phase.RUNNING,
                Optional.of(since),
                Optional.empty(),
                Optional.of(new Readiness(Status.TRUE, since)),
                List.of(new Container("main", requestsMilli)),
                List.of(),
                Map.of());
    }

    public Pod withLabels(Map<String, String> newLabels) {
        return new Pod(
                name,
                newLabels,
                phase,
                started,
                deleted,
                readiness,
                containers,
                sidecars,
                podRequestsMilli);
    }

    public Pod withPhase(Phase newPhase) {
        return new Pod(
                name,
                labels,
                newPhase,
                started,
                deleted,
                readiness,
                containers,
                sidecars,
                podRequestsMilli);
    }

    public Pod withStarted(Optional<Instant> newStarted) {
        return new Pod(
                name,
                labels,
                phase,
                newStarted,
                deleted,
                readiness,
                containers,
                sidecars,
                podRequestsMilli);
    }

    public Pod withReadiness(Optional<Readiness> newReadiness) {
        return new Pod(
                name,
                labels,
                phase,
                started,
                deleted,
                newReadiness,
                containers,
                sidecars,
                podRequestsMilli);
    }

    public Pod deletedAt(Instant moment) {
        return new Pod(
                name,
                labels,
                phase,
                started,
                Optional.of(moment),
                readiness,
                containers,
                sidecars,
                podRequestsMilli);
    }

    public Pod withContainers(List<Container> newContainers, List<Container> newSidecars) {
        return new Pod(
                name,
                labels,
                phase,
                started,
                deleted,
                readiness,
                newContainers,
                newSidecars,
                podRequestsMilli);
    }

    public Pod withPodRequests(Map<String, Long> newRequestsMilli) {
        return new Pod(
                name,
                labels,
                phase,
                started,
                deleted,
                readiness,
                containers,
                sidecars,
                newRequestsMilli);
    }

    boolean isReady() {
        return phase == Phase.RUNNING
                && readiness.map(Readiness::status).filter(Status.TRUE::equals).isPresent();
    }
}

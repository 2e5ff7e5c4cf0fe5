package dev.spillway.controller.doctor.snapshot;

import dev.spillway.controller.doctor.finding.Subject;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * What keeps pods of one kind running.
 *
 * @param replicas pods it wants now; 0 for one pod per node
 * @param labels of its pods
 * @param pod what each of them is
 */
public record Workload(
        Subject subject, int replicas, Map<String, String> labels, PodSpec pod) {

    public Workload {
        labels = Map.copyOf(labels);
    }

    static Workload of(Deployment deployment) {
        return of(
                deployment,
                deployment.getSpec().getReplicas(),
                deployment.getSpec().getTemplate());
    }

    static Workload of(StatefulSet set) {
        return of(set, set.getSpec().getReplicas(), set.getSpec().getTemplate());
    }

    static Workload of(DaemonSet set) {
        return of(set, 0, set.getSpec().getTemplate());
    }

    private static Workload of(
            HasMetadata object, @Nullable Integer replicas, PodTemplateSpec template) {
        return new Workload(
                Subject.of(object),
                replicas == null ? 1 : replicas,
                template.getMetadata() == null ? Map.of() : template.getMetadata().getLabels(),
                template.getSpec());
    }

    public String namespace() {
        return subject.namespace();
    }

    public boolean is(String kind, String namespace, String name) {
        return subject.equals(new Subject(kind, namespace, name));
    }

    /** Those that run all the time: sidecars too, preparations not. */
    public List<Container> containers() {
        return Stream.concat(
                        pod.getContainers().stream(),
                        pod.getInitContainers().stream()
                                .filter(
                                        each ->
                                                Objects.equals(
                                                        each.getRestartPolicy(), "Always")))
                .toList();
    }
}

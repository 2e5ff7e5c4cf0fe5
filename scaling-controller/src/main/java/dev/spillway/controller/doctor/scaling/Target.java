package dev.spillway.controller.doctor.scaling;

import dev.spillway.controller.doctor.finding.Subject;
import dev.spillway.controller.doctor.snapshot.Fields;
import dev.spillway.controller.doctor.snapshot.Snapshot;
import dev.spillway.controller.doctor.snapshot.Workload;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;

import java.util.Optional;

/** What an autoscaler scales. */
public final class Target {

    private Target() {}

    public static Subject of(HorizontalPodAutoscaler autoscaler) {
        return new Subject(
                autoscaler.getSpec().getScaleTargetRef().getKind(),
                autoscaler.getMetadata().getNamespace(),
                autoscaler.getSpec().getScaleTargetRef().getName());
    }

    static Subject ofVertical(GenericKubernetesResource autoscaler) {
        return new Subject(
                Fields.text(autoscaler, "spec", "targetRef", "kind").orElse(""),
                autoscaler.getMetadata().getNamespace(),
                Fields.text(autoscaler, "spec", "targetRef", "name").orElse(""));
    }

    static Subject ofScaledObject(GenericKubernetesResource scaled) {
        return new Subject(
                Fields.text(scaled, "spec", "scaleTargetRef", "kind").orElse("Deployment"),
                scaled.getMetadata().getNamespace(),
                Fields.text(scaled, "spec", "scaleTargetRef", "name").orElse(""));
    }

    static Optional<Workload> in(Snapshot snapshot, Subject target) {
        return snapshot.workloads().stream()
                .filter(each -> each.subject().equals(target))
                .findFirst();
    }
}

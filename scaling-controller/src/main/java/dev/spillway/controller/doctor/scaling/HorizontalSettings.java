package dev.spillway.controller.doctor.scaling;

import dev.spillway.controller.doctor.finding.Check;
import dev.spillway.controller.doctor.finding.Finding;
import dev.spillway.controller.doctor.finding.Severity;
import dev.spillway.controller.doctor.finding.Subject;
import dev.spillway.controller.doctor.snapshot.Resource;
import dev.spillway.controller.doctor.snapshot.Snapshot;

import io.fabric8.kubernetes.api.model.autoscaling.v2.HPAScalingRules;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;

import java.util.Optional;
import java.util.stream.Stream;

/** HPAs that work as told, and were told something unwise. */
public final class HorizontalSettings {

    /** Of the external scaler; KEDA puts a number before it. */
    private static final String DECISION = "-spillway-desired-workers";

    private static final int DEFAULT_WINDOW_SECONDS = 300;
    private static final int SHORTEST_WINDOW_SECONDS = 120;

    private HorizontalSettings() {}

    public static Stream<Finding> scaleDown(Snapshot snapshot) {
        return snapshot.list(Resource.HORIZONTAL_AUTOSCALERS).stream()
                .filter(autoscaler -> windowSeconds(autoscaler) < SHORTEST_WINDOW_SECONDS)
                .filter(autoscaler -> !carriesOutDecisions(autoscaler))
                .map(
                        autoscaler ->
                                new Finding(
                                        Severity.WARNING,
                                        Check.HPA_SCALE_DOWN_FAST,
                                        Subject.of(autoscaler),
                                        "it takes replicas away after %d s of calm; each lull costs warm replicas that the next minute needs"
                                                .formatted(windowSeconds(autoscaler)),
                                        "Set spec.behavior.scaleDown.stabilizationWindowSeconds to 300 (600 if it still flaps), never under 120."));
    }

    /** KEDA's HPA for the controller's own decision, which has waited for its calm already. */
    private static boolean carriesOutDecisions(HorizontalPodAutoscaler autoscaler) {
        return Metrics.wanted(autoscaler).stream()
                .anyMatch(metric -> metric.name().endsWith(DECISION));
    }

    private static int windowSeconds(HorizontalPodAutoscaler autoscaler) {
        return Optional.ofNullable(autoscaler.getSpec().getBehavior())
                .map(behavior -> behavior.getScaleDown())
                .map(HorizontalSettings::windowSeconds)
                .orElse(DEFAULT_WINDOW_SECONDS);
    }

    private static int windowSeconds(HPAScalingRules rules) {
        if ("Disabled".equals(rules.getSelectPolicy())) {
            return Integer.MAX_VALUE;
        }
        Integer seconds = rules.getStabilizationWindowSeconds();
        return seconds == null ? DEFAULT_WINDOW_SECONDS : seconds;
    }

    /** Workers wait for the index and the model's answer; their processor idles meanwhile. */
    public static Stream<Finding> cpuOnly(Snapshot snapshot) {
        return snapshot.list(Resource.HORIZONTAL_AUTOSCALERS).stream()
                .filter(autoscaler -> isWorkers(snapshot, autoscaler))
                .filter(HorizontalSettings::watchesOnlyCpu)
                .map(
                        autoscaler ->
                                new Finding(
                                        Severity.WARNING,
                                        Check.HPA_CPU_ONLY,
                                        Subject.of(autoscaler),
                                        "it watches only cpu, but the workers of %s mostly wait for answers: their queue grows while the processor idles"
                                                .formatted(Target.of(autoscaler)),
                                        "Let it watch tenant_queue_depth too (engine hpa does), or use engine direct; keep cpu as a backstop."));
    }

    private static boolean watchesOnlyCpu(HorizontalPodAutoscaler autoscaler) {
        return Metrics.wanted(autoscaler).stream()
                .allMatch(metric -> metric.isOfContainers() && metric.name().equals("cpu"));
    }

    private static boolean isWorkers(Snapshot snapshot, HorizontalPodAutoscaler autoscaler) {
        return Target.in(snapshot, Target.of(autoscaler))
                .filter(
                        target ->
                                "rag-worker".equals(target.labels().get("app.kubernetes.io/name")))
                .isPresent();
    }
}

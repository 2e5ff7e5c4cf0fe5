package dev.spillway.controller.doctor.snapshot;

import io.fabric8.kubernetes.api.model.APIService;
import io.fabric8.kubernetes.api.model.APIServiceCondition;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentCondition;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscalerCondition;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/** What an object's status says about one question, the same for all kinds. */
public record Condition(String type, String status, String reason, String message) {

    public boolean isTrue() {
        return status.equals("True");
    }

    public boolean isFalse() {
        return status.equals("False");
    }

    /** Reason and message, as far as there are. */
    public String why() {
        return reason.isEmpty() || message.isEmpty()
                ? reason + message
                : reason + ": " + message;
    }

    public static Optional<Condition> named(String type, List<Condition> conditions) {
        return conditions.stream().filter(each -> each.type().equals(type)).findFirst();
    }

    public static List<Condition> of(APIService service) {
        return service.getStatus() == null
                ? List.of()
                : all(
                        service.getStatus().getConditions(),
                        APIServiceCondition::getType,
                        APIServiceCondition::getStatus,
                        APIServiceCondition::getReason,
                        APIServiceCondition::getMessage);
    }

    public static List<Condition> of(HorizontalPodAutoscaler autoscaler) {
        return autoscaler.getStatus() == null
                ? List.of()
                : all(
                        autoscaler.getStatus().getConditions(),
                        HorizontalPodAutoscalerCondition::getType,
                        HorizontalPodAutoscalerCondition::getStatus,
                        HorizontalPodAutoscalerCondition::getReason,
                        HorizontalPodAutoscalerCondition::getMessage);
    }

    public static List<Condition> of(Pod pod) {
        return pod.getStatus() == null
                ? List.of()
                : all(
                        pod.getStatus().getConditions(),
                        PodCondition::getType,
                        PodCondition::getStatus,
                        PodCondition::getReason,
                        PodCondition::getMessage);
    }

    public static List<Condition> of(Deployment deployment) {
        return deployment.getStatus() == null
                ? List.of()
                : all(
                        deployment.getStatus().getConditions(),
                        DeploymentCondition::getType,
                        DeploymentCondition::getStatus,
                        DeploymentCondition::getReason,
                        DeploymentCondition::getMessage);
    }

    public static List<Condition> of(GenericKubernetesResource resource) {
        return all(
                Fields.maps(resource, "status", "conditions"),
                each -> Fields.text(each, "type"),
                each -> Fields.text(each, "status"),
                each -> Fields.text(each, "reason"),
                each -> Fields.text(each, "message"));
    }

    private static <C> List<Condition> all(
            List<C> conditions,
            Function<C, @Nullable String> type,
            Function<C, @Nullable String> status,
            Function<C, @Nullable String> reason,
            Function<C, @Nullable String> message) {
        return conditions.stream()
                .map(
                        each ->
                                new Condition(
                                        orEmpty(type.apply(each)),
                                        orEmpty(status.apply(each)),
                                        orEmpty(reason.apply(each)),
                                        orEmpty(message.apply(each))))
                .toList();
    }

    private static String orEmpty(@Nullable String text) {
        return Objects.requireNonNullElse(text, "").strip();
    }
}

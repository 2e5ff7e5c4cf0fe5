package dev.spillway.controller.kubernetes.resource;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;

/**
 * A custom resource as the cluster has it.
 *
 * @param object its newest state: labels, annotations and status may be newer than the verdict
 * @param judgedGeneration the generation of the spec that the verdict is about
 */
public record ClusterResource(
        ResourceId id, GenericKubernetesResource object, long judgedGeneration, Verdict verdict) {}

package dev.spillway.controller.recommend.hpa.calculator;

import java.time.Instant;

/**
 * What one calculation starts from.
 *
 * @param namespace of the workload; appears in error messages
 * @param specReplicas replicas asked for
 * @param statusReplicas replicas there are, by the scale's status
 * @param pods the selector's
 * @param tolerance that holds for the autoscaler
 * @param now the moment
 */
public record Situation(
        String namespace,
        int specReplicas,
        int statusReplicas,
        PodList pods,
        Tolerance tolerance,
        Instant now) {}

package dev.spillway.controller.recommend.hpa.reconcile;

/**
 * Another autoscaler of the namespace.
 *
 * @param selector of its target's pods, as text
 */
public record Peer(String name, String selector) {}

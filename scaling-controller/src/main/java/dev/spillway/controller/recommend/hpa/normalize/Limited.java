package dev.spillway.controller.recommend.hpa.normalize;

/** Replicas within limits, and the limit that binds. */
public record Limited(int replicas, LimitReason reason) {}

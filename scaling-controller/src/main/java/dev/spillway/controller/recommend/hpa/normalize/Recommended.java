package dev.spillway.controller.recommend.hpa.normalize;

import java.time.Instant;

/** Replicas that metrics asked for at one moment, before anything else. */
public record Recommended(int replicas, Instant at) {}

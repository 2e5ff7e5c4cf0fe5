package dev.spillway.controller.recommend;

import java.time.Duration;

/**
 * How long answers took, from arrival to the end, over a short look-back window.
 *
 * @param mean zero when nothing was answered in the window
 * @param p95 zero when nothing was answered in the window
 */
public record Latency(Duration mean, Duration p95) {}

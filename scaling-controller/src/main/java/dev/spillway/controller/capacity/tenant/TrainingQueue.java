package dev.spillway.controller.capacity.tenant;

import java.time.Duration;
import java.time.Instant;

/**
 * A training queue at one moment ({@code training_queue_stats}).
 *
 * @param size jobs that wait
 * @param meanWait of them
 * @param longestWait of them
 * @param perMinute jobs that are done
 * @param at the moment
 */
public record TrainingQueue(
        int size, Duration meanWait, Duration longestWait, double perMinute, Instant at) {}

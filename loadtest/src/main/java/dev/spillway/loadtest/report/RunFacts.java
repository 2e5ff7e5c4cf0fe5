package dev.spillway.loadtest.report;

import java.time.Instant;
import java.util.Map;

/**
 * What a reader must know about a run besides its numbers.
 *
 * @param settings the run's parameters, in the order to show them
 * @param machine what it ran on, in the order to show it
 * @param note what the numbers do not say by themselves
 */
public record RunFacts(
        String title,
        Instant startedAt,
        Map<String, String> settings,
        Map<String, String> machine,
        String note) {}

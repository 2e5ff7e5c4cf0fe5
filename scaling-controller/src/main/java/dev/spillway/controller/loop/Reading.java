package dev.spillway.controller.loop;

import dev.spillway.fairqueue.control.DomainStats;

import java.time.Instant;

/**
 * A queue's numbers.
 *
 * @param at when they were read, by the controller's clock
 */
public record Reading(DomainStats stats, Instant at) {}

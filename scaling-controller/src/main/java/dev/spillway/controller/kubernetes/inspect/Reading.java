package dev.spillway.controller.kubernetes.inspect;

import dev.spillway.controller.doctor.snapshot.Snapshot;

/**
 * A cluster as it was read.
 *
 * @param address of its API server
 * @param version of it
 */
public record Reading(String address, String version, Scope scope, Snapshot snapshot) {}

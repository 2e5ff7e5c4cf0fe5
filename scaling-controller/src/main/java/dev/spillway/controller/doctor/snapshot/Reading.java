package dev.spillway.controller.doctor.snapshot;

/**
 * A cluster as it was read.
 *
 * @param address of its API server
 * @param version of it
 * @param scope which namespaces, in words
 */
public record Reading(String address, String version, String scope, Snapshot snapshot) {}

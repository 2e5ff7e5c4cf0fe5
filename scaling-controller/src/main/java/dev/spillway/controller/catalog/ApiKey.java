package dev.spillway.controller.catalog;

/**
 * A key as the platform knows it: never the key itself.
 *
 * @param id the part of the key that finds it
 * @param sha256 lower-case hexadecimal SHA-256 of the whole key
 */
public record ApiKey(String id, String sha256) {}

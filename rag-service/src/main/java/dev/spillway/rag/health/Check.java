package dev.spillway.rag.health;

import java.util.function.Supplier;

/**
 * One condition of readiness.
 *
 * @param name what it is called in the readiness report
 * @param problem why it is not met; empty when it is
 */
public record Check(String name, Supplier<String> problem) {}

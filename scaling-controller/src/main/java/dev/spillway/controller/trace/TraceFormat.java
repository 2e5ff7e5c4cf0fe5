package dev.spillway.controller.trace;

/** How a trace is written. */
public enum TraceFormat {
    /** JSON lines with the counts of a minute by tenant, as the repository of Faro has them. */
    FARO,
    /** {@code TIMESTAMP,ContextTokens,GeneratedTokens}, as Azure publishes LLM requests. */
    AZURE,
    /** Our own, described in {@code docs/simulator.md}. */
    CSV
}

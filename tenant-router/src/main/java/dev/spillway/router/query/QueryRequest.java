package dev.spillway.router.query;

import org.jspecify.annotations.Nullable;

/**
 * The body of {@code POST /v1/query}.
 *
 * @param question what is asked
 * @param maxPassages how many passages the answer may rest on
 * @param timeoutMillis how long an answer is of use
 */
record QueryRequest(
        @Nullable String question, @Nullable Integer maxPassages, @Nullable Long timeoutMillis) {}

package dev.spillway.loadtest.verdict;

/**
 * One question to a run, and its answer.
 *
 * @param measured what the run showed, in words
 * @param limit what it had to show
 */
public record Check(String name, Result result, String measured, String limit) {}

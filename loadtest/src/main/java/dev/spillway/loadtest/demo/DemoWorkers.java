package dev.spillway.loadtest.demo;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The demo's workers: real retrieval, and a synthetic service time in the place of a language
 * model.
 */
final class DemoWorkers {

    /** What the demo's pool document names as its minimum. */
    static final int MINIMUM = 2;

    private static final int SLOTS = 16;
    private static final int MEAN_MILLIS = 700;
    private static final double SIGMA = 0.2;

    private DemoWorkers() {}

    static Map<String, String> environment(String fairness) {
        return Map.of(
                "SPILLWAY_FAIRNESS",
                fairness,
                "SPILLWAY_GENERATOR",
                "synthetic",
                "SPILLWAY_SYNTHETIC_MEAN_MILLIS",
                Integer.toString(MEAN_MILLIS),
                "SPILLWAY_SYNTHETIC_SIGMA",
                Double.toString(SIGMA),
                "PREDICT_MAX_CONCURRENCY",
                Integer.toString(SLOTS),
                // Yielding workers would starve behind whatever else this machine does.
                "SPILLWAY_WORKER_NICE",
                "0",
                // A starting worker takes a whole processor; those that serve need the other.
                "SPILLWAY_WORKERS_STARTING",
                "1");
    }

    static Map<String, String> facts() {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("queries in flight per worker", Integer.toString(SLOTS));
        facts.put(
                "synthetic service time",
                "log-normal, mean " + MEAN_MILLIS + " ms, sigma " + SIGMA);
        return facts;
    }
}

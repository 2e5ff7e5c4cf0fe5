package dev.spillway.controller.recommend.trigger;

import java.util.List;

/**
 * A row of the runbook's table of key metrics.
 *
 * @param metric its name
 * @param unit of the numbers
 * @param up above which there is too little
 * @param down below which there is too much
 */
public record Threshold(String metric, String unit, double up, double down) {

    /** What a value says. */
    public enum Says {
        SCALE_DOWN,
        NOTHING,
        SCALE_UP
    }

    /** Every key metric; "adapter queue" is what the runbook calls its HE-LoRA queue. */
    public static final List<Threshold> ALL =
            List.of(
                    new Threshold("cpu", "ratio", 0.70, 0.30),
                    new Threshold("memory", "ratio", 0.80, 0.40),
                    new Threshold("p95 latency", "ms", 100, 50),
                    new Threshold("queue", "requests", 50, 10),
                    new Threshold("gpu", "ratio", 0.80, 0.30),
                    new Threshold("adapter queue", "operations", 20, 5));

    /** A value that is not a number says nothing. */
    public Says says(double value) {
        return value > up ? Says.SCALE_UP : value < down ? Says.SCALE_DOWN : Says.NOTHING;
    }
}

package dev.spillway.controller.capacity.tenant;

import java.util.Arrays;
import java.util.Locale;

/** A kind of work, with what it needs in the lowest tier. */
public enum Workload {
    TRAINING_SMALL,
    TRAINING_MEDIUM,
    TRAINING_LARGE,
    INFERENCE_SMALL,
    INFERENCE_MEDIUM,
    INFERENCE_LARGE,
    FEATURE_COMPUTATION;

    /** In the lowest tier. */
    public Resources base() {
        return switch (this) {
            case TRAINING_SMALL -> new Resources(4, 1, 16, 100, 100);
            case TRAINING_MEDIUM -> new Resources(8, 2, 32, 500, 500);
            case TRAINING_LARGE -> new Resources(16, 4, 64, 2000, 1000);
            case INFERENCE_SMALL -> new Resources(2, 0, 8, 50, 50);
            case INFERENCE_MEDIUM -> new Resources(4, 1, 16, 100, 100);
            case INFERENCE_LARGE -> new Resources(8, 2, 32, 500, 500);
            case FEATURE_COMPUTATION -> new Resources(4, 0, 16, 100, 100);
        };
    }

    /** By its name in lower case; an unknown kind is small training. */
    public static Workload named(String name) {
        return Arrays.stream(values())
                .filter(workload -> workload.name().toLowerCase(Locale.ROOT).equals(name))
                .findFirst()
                .orElse(TRAINING_SMALL);
    }
}

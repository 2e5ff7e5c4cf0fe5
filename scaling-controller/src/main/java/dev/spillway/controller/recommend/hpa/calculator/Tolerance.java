package dev.spillway.controller.recommend.hpa.calculator;

/**
 * How far usage may be off its target without any change.
 *
 * @param downRatio below the target, 0 or more
 * @param upRatio above the target, 0 or more
 */
public record Tolerance(double downRatio, double upRatio) {

    public Tolerance {
        if (!(downRatio >= 0) || !(upRatio >= 0)) {
            throw new IllegalArgumentException(
                    "tolerance is %s down, %s up; neither can be negative"
                            .formatted(downRatio, upRatio));
        }
    }

    /** The same in both directions. */
    public static Tolerance of(double ratio) {
        return new Tolerance(ratio, ratio);
    }

    /** Whether a ratio of usage to target asks for no change; its bounds do not, NaN does. */
    public boolean covers(double usageRatio) {
        return 1.0 - downRatio <= usageRatio && usageRatio <= 1.0 + upRatio;
    }
}

package dev.spillway.controller.prewarm;

/** Quantiles of the normal distribution and of Student's. */
final class Quantiles {

    private Quantiles() {}

    /**
     * Student's t by the expansion of Cornish and Fisher, which overstates nothing above three
     * degrees of freedom by more than some percent.
     */
    static double student(double probability, int degrees) {
        double z = normal(probability);
        double z3 = z * z * z;
        double z5 = z3 * z * z;
        return z
                + (z3 + z) / (4 * degrees)
                + (5 * z5 + 16 * z3 + 3 * z) / (96.0 * degrees * degrees);
    }

    /** Abramowitz and Stegun 26.2.23; the error is below 4.5e-4. */
    static double normal(double probability) {
        if (probability < 0.5) {
            return -normal(1 - probability);
        }
        double t = Math.sqrt(-2 * Math.log(1 - probability));
        return t
                - (2.515517 + t * (0.802853 + t * 0.010328))
                        / (1 + t * (1.432788 + t * (0.189269 + t * 0.001308)));
    }
}

package dev.spillway.loadtest.sample;

import java.util.Locale;

/** A stretch of the run; {@link #RAMP} only warms the platform up and is never judged. */
public enum Phase {
    RAMP,
    WARM,
    SPIKE,
    RECOVER;

    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Phase ofLabel(String label) {
        return valueOf(label.toUpperCase(Locale.ROOT));
    }
}

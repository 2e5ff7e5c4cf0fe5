package dev.spillway.controller.share;

/**
 * What one party claims of limited capacity.
 *
 * @param name its name
 * @param weight its share relative to the others', more than 0
 * @param guaranteed units that are its own, borrowed by others while it does not want them
 * @param wanted units it could use
 */
public record Claim(String name, double weight, int guaranteed, int wanted) {

    public Claim {
        if (!(weight > 0) || Double.isInfinite(weight)) {
            throw new IllegalArgumentException(
                    "weight of %s is %s; it must be more than 0".formatted(name, weight));
        }
        if (guaranteed < 0 || wanted < 0) {
            throw new IllegalArgumentException(
                    "%s wants %d units and is guaranteed %d; neither can be negative"
                            .formatted(name, wanted, guaranteed));
        }
    }

    /** What it gets before any other gets more than its own. */
    int own() {
        return Math.min(guaranteed, wanted);
    }
}

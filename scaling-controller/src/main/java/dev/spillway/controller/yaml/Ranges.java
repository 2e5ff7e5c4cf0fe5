package dev.spillway.controller.yaml;

/** The one rule between two fields: minimum and maximum. */
public final class Ranges {

    private Ranges() {}

    /**
     * Refuses a minimum above the maximum.
     *
     * @param origin where a value came from that the document does not say
     */
    public static void requireOrder(Fields fields, int min, int max, String origin) {
        if (min <= max) {
            return;
        }
        String field = fields.has("minReplicas") ? "minReplicas" : "maxReplicas";
        int written = field.equals("minReplicas") ? min : max;
        boolean both = fields.has("minReplicas") && fields.has("maxReplicas");
        fields.refuse(
                field,
                "is %d; it must be at %s %d%s"
                        .formatted(
                                written,
                                field.equals("minReplicas")
                                        ? "most maxReplicas, which is"
                                        : "least minReplicas, which is",
                                field.equals("minReplicas") ? max : min,
                                both ? "" : " " + origin));
    }
}

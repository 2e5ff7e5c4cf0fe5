package dev.spillway.controller.recommend.hpa.normalize;

/** Why a number of replicas is limited, with the words of Kubernetes. */
public enum LimitReason {
    DESIRED_WITHIN_RANGE("DesiredWithinRange", "the desired count is within the acceptable range"),
    SCALE_UP_LIMIT(
            "ScaleUpLimit",
            "the desired replica count is increasing faster than the maximum scale rate"),
    SCALE_DOWN_LIMIT(
            "ScaleDownLimit",
            "the desired replica count is decreasing faster than the maximum scale rate"),
    TOO_MANY_REPLICAS(
            "TooManyReplicas", "the desired replica count is more than the maximum replica count"),
    TOO_FEW_REPLICAS(
            "TooFewReplicas", "the desired replica count is less than the minimum replica count");

    private final String reason;
    private final String message;

    LimitReason(String reason, String message) {
        this.reason = reason;
        this.message = message;
    }

    /** Its name in conditions. */
    public String reason() {
        return reason;
    }

    public String message() {
        return message;
    }
}

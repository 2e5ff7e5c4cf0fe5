package dev.spillway.controller.recommend.hpa.spec;

/** How fast a workload may grow and shrink. */
public record HpaBehavior(ScalingRules scaleUp, ScalingRules scaleDown) {

    /** What an empty behaviour section means; no behaviour at all means something else. */
    public static final HpaBehavior DEFAULT = new HpaBehavior(ScalingRules.UP, ScalingRules.DOWN);
}

package dev.spillway.loadtest.verdict;

import java.time.Duration;

/**
 * What a run must reach.
 *
 * @param keptRatio share of the schedule the generator must have kept, or nothing can be said
 * @param keptWithin how late a request may start and still count as kept; its latency counts from
 *     the intended start anyway
 * @param passRatio victims' p95 in the spike over their own in the warm phase, at most
 * @param warnRatio the same, above which the run fails
 * @param steadyRatio victims' p95 in the warm phase over its calm level, at most
 * @param unsteadyRatio the same, above which the warm phase is no measure for anything
 * @param enoughSamples a p95 of fewer rests on less than five samples above it and is not judged
 *     alone
 * @param errorRatio share of the victims' requests that may end in anything but an answer
 * @param scaleOutDepth waiting queries in all, from which more workers are due
 * @param scaleOutWithin how soon they must be ready
 * @param scaleInWithin how long after the spike the fleet may take to be as it was before
 */
public record Thresholds(
        double keptRatio,
        Duration keptWithin,
        double passRatio,
        double warnRatio,
        double steadyRatio,
        double unsteadyRatio,
        int enoughSamples,
        double errorRatio,
        int scaleOutDepth,
        Duration scaleOutWithin,
        Duration scaleInWithin) {

    public static final Thresholds DEFAULT =
            new Thresholds(
                    0.999,
                    Duration.ofSeconds(1),
                    1.2,
                    1.5,
                    1.1,
                    1.5,
                    100,
                    0.001,
                    10,
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(40));

    /** The same, but for workers that take as long as that to start. */
    public Thresholds withScaleOutWithin(Duration longer) {
        return new Thresholds(
                keptRatio,
                keptWithin,
                passRatio,
                warnRatio,
                steadyRatio,
                unsteadyRatio,
                enoughSamples,
                errorRatio,
                scaleOutDepth,
                longer,
                scaleInWithin);
    }

    Result ofRatio(double ratio) {
        if (ratio <= passRatio) {
            return Result.PASS;
        }
        return ratio <= warnRatio ? Result.WARN : Result.FAIL;
    }

    Result ofBaseline(double ratio) {
        if (ratio <= steadyRatio) {
            return Result.PASS;
        }
        return ratio <= unsteadyRatio ? Result.WARN : Result.INVALID;
    }
}

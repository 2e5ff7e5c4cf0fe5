package dev.spillway.loadtest.verdict;

import dev.spillway.loadtest.sample.Phase;
import dev.spillway.loadtest.sample.Sample;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * Whether the warm phase is fit to compare the spike with. Other load on the machine makes its
 * latencies long and so the victims' ratios small: the flood then hides behind it.
 *
 * <p>The calm level is what the victims' p95 is without disturbance, as far as the run itself can
 * tell: the median over the warm phase's slices, which a disturbance of less than half of the phase
 * does not move, or the recover phase's, where the same load comes again, whichever is smaller.
 */
final class WarmBaseline {

    private static final Duration SLICE = Duration.ofSeconds(10);
    private static final int MEDIAN = 50;

    private final Thresholds thresholds;

    WarmBaseline(Thresholds thresholds) {
        this.thresholds = thresholds;
    }

    /**
     * Compares the warm phase's p95 with its calm level.
     *
     * @param victims what the ratios say: a FAIL against too mild a measure is none the less one
     */
    Check check(Evidence evidence, Result victims) {
        long warm = Latency.of(evidence.victims(Phase.WARM)).p95Micros();
        OptionalLong calm = calmLevel(evidence);
        if (calm.isEmpty()) {
            String measured =
                    "no stretch of " + thresholds.enoughSamples() + " samples to compare with";
            return check(Result.WARN, measured);
        }
        double ratio = (double) warm / calm.getAsLong();
        Result result = thresholds.ofBaseline(ratio);
        if (result == Result.INVALID && victims == Result.FAIL) {
            result = Result.WARN;
        }
        String measured =
                String.format(
                        Locale.ROOT,
                        "%.2fx (%.0f -> %.0f ms)%s",
                        ratio,
                        calm.getAsLong() / 1_000.0,
                        warm / 1_000.0,
                        result == Result.PASS ? "" : ": disturbed, the ratios look too good");
        return check(result, measured);
    }

    private Check check(Result result, String measured) {
        String limit =
                String.format(
                        Locale.ROOT,
                        "warm p95 <= %.1fx its calm level; warn <= %.1fx",
                        thresholds.steadyRatio(),
                        thresholds.unsteadyRatio());
        return new Check("warm phase calm", result, measured, limit);
    }

    private OptionalLong calmLevel(Evidence evidence) {
        long[] slices =
                slices(evidence).stream()
                        .map(Latency::of)
                        .filter(this::isEnough)
                        .mapToLong(Latency::p95Micros)
                        .sorted()
                        .toArray();
        Latency recover = Latency.of(evidence.victims(Phase.RECOVER));
        LongStream.Builder levels = LongStream.builder();
        if (slices.length > 0) {
            levels.add(Latency.nearestRank(slices, MEDIAN));
        }
        if (isEnough(recover)) {
            levels.add(recover.p95Micros());
        }
        return levels.build().filter(level -> level > 0).min();
    }

    private boolean isEnough(Latency latency) {
        return latency.count() >= thresholds.enoughSamples();
    }

    private static Collection<List<Sample>> slices(Evidence evidence) {
        Instant start = evidence.startOf(Phase.WARM);
        return evidence.victims(Phase.WARM).stream()
                .collect(
                        Collectors.groupingBy(
                                sample ->
                                        Duration.between(start, sample.intended())
                                                .dividedBy(SLICE)))
                .values();
    }
}

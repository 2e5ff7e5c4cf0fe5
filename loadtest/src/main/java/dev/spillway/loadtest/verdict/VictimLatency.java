package dev.spillway.loadtest.verdict;

import dev.spillway.loadtest.scenario.TenantLoad;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Whether the flood reached the others' latency: the worst victim with enough samples, and all
 * victims together.
 */
final class VictimLatency {

    private final Thresholds thresholds;

    VictimLatency(Thresholds thresholds) {
        this.thresholds = thresholds;
    }

    /** One ratio for each victim, then the pooled one. */
    List<VictimRatio> ratios(Evidence evidence) {
        Stream<VictimRatio> each =
                evidence.scenario().tenants().stream()
                        .map(TenantLoad::name)
                        .filter(evidence.scenario()::isVictim)
                        .map(tenant -> VictimRatio.of(tenant, evidence, thresholds));
        return Stream.concat(each, Stream.of(VictimRatio.pooled(evidence, thresholds))).toList();
    }

    List<Check> checks(List<VictimRatio> ratios) {
        return List.of(worstVictim(ratios), pooled(ratios.getLast()));
    }

    private Check worstVictim(List<VictimRatio> ratios) {
        List<VictimRatio> victims = ratios.subList(0, ratios.size() - 1);
        List<VictimRatio> judged = victims.stream().filter(VictimRatio::judged).toList();
        String name = "worst victim's p95";
        if (judged.isEmpty()) {
            String measured =
                    "no victim has " + thresholds.enoughSamples() + " samples in both phases";
            return new Check(name, Result.WARN, measured, limit());
        }
        VictimRatio worst =
                judged.stream()
                        .max(
                                Comparator.comparing(VictimRatio::result)
                                        .thenComparingDouble(VictimRatio::ratio))
                        .orElseThrow();
        String skipped =
                judged.size() == victims.size()
                        ? ""
                        : "; " + (victims.size() - judged.size()) + " with too few samples";
        return new Check(
                name, worst.result(), worst.tenant() + " " + measured(worst) + skipped, limit());
    }

    private Check pooled(VictimRatio pooled) {
        String name = "all victims' p95";
        if (pooled.result() == Result.INVALID || pooled.judged()) {
            return new Check(name, pooled.result(), measured(pooled), limit());
        }
        return new Check(
                name,
                Result.worst(List.of(Result.WARN, pooled.result())),
                measured(pooled) + " from fewer than " + thresholds.enoughSamples() + " samples",
                limit());
    }

    private static String measured(VictimRatio ratio) {
        return String.format(
                Locale.ROOT,
                "%.2fx (%.0f -> %.0f ms)",
                ratio.ratio(),
                ratio.warm().p95Micros() / 1_000.0,
                ratio.spike().p95Micros() / 1_000.0);
    }

    private String limit() {
        return String.format(
                Locale.ROOT,
                "spike <= %.1fx warm; warn <= %.1fx",
                thresholds.passRatio(),
                thresholds.warnRatio());
    }
}

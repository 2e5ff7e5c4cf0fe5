package dev.spillway.controller.simulate.faro.calibration;

import dev.spillway.controller.recommend.Policy;
import dev.spillway.controller.recommend.baseline.Forecast;
import dev.spillway.controller.recommend.baseline.LatencyPolicy;
import dev.spillway.controller.recommend.baseline.LatencyRule;
import dev.spillway.controller.recommend.baseline.MarkPolicy;
import dev.spillway.controller.recommend.baseline.MarkRule;
import dev.spillway.controller.simulate.faro.FaroScore;
import dev.spillway.controller.simulate.faro.FaroSetting;
import dev.spillway.controller.simulate.faro.FaroSimulation;
import dev.spillway.controller.simulate.faro.FaroTrace;
import dev.spillway.controller.simulate.faro.control.FaroController;
import dev.spillway.controller.simulate.faro.control.PolicyController;

import java.time.Duration;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** A published policy. */
public enum Contender {
    /** The limit divided by the tenants, fixed. */
    FAIR_SHARE("FairShare", "FairShare"),
    ONESHOT("Oneshot", "Oneshot"),
    AIAD("AIAD", "AIAD"),
    /** With the largest of the last minutes for a forecast. */
    MARK("MArk, recent peak", "MArk"),
    /** With the trace itself for a forecast. */
    MARK_FORESIGHT("MArk, foresight", "MArk");

    private static final Duration TARGET = Duration.ofMillis(720);

    private final String title;
    private final String published;

    Contender(String title, String published) {
        this.title = title;
        this.published = published;
    }

    public String title() {
        return title;
    }

    /** Its name in the published table. */
    String published() {
        return published;
    }

    public FaroScore run(FaroTrace trace, int cpus, long seed) {
        FaroSetting setting = FaroSetting.published(cpus);
        return switch (this) {
            case FAIR_SHARE ->
                    run(
                            setting.withReplicas(cpus / trace.tenants().size()),
                            trace,
                            seed,
                            FaroController.fixed());
            case ONESHOT ->
                    run(
                            setting,
                            trace,
                            seed,
                            each(trace, _ -> LatencyPolicy.oneshot(LatencyRule.of(TARGET))));
            case AIAD ->
                    run(
                            setting,
                            trace,
                            seed,
                            each(trace, _ -> LatencyPolicy.aiad(LatencyRule.of(TARGET))));
            case MARK ->
                    run(setting, trace, seed, each(trace, _ -> mark(new Forecast.RecentPeak())));
            case MARK_FORESIGHT ->
                    run(
                            setting,
                            trace,
                            seed,
                            each(trace, tenant -> mark(new Foresight(trace.counts(tenant)))));
        };
    }

    private static MarkPolicy mark(Forecast forecast) {
        return new MarkPolicy(MarkRule.of(TARGET), forecast);
    }

    private static <S> FaroController each(FaroTrace trace, IntFunction<Policy<S>> policy) {
        return new PolicyController<>(
                IntStream.range(0, trace.tenants().size()).mapToObj(policy).toList());
    }

    private static FaroScore run(
            FaroSetting setting, FaroTrace trace, long seed, FaroController controller) {
        return new FaroSimulation(setting, trace, seed, controller).run();
    }
}

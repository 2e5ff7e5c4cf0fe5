package dev.spillway.controller.simulate.scoreboard;

import dev.spillway.controller.recommend.deadline.DeadlinePolicy;
import dev.spillway.controller.recommend.deadline.DeadlineSettings;
import dev.spillway.controller.recommend.deadline.SharedCapacity;
import dev.spillway.controller.recommend.deadline.SharedCapacitySettings;
import dev.spillway.controller.simulate.faro.FaroScore;
import dev.spillway.controller.simulate.faro.FaroSetting;
import dev.spillway.controller.simulate.faro.FaroSimulation;
import dev.spillway.controller.simulate.faro.FaroTrace;
import dev.spillway.controller.simulate.faro.calibration.Contender;
import dev.spillway.controller.simulate.faro.control.FaroController;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * A way to scale that takes part.
 *
 * @param title its name in the table
 */
record Contestant(String title, Run run) {

    /** One run of it. */
    @FunctionalInterface
    interface Run {
        FaroScore on(FaroTrace trace, int cpus, long seed);
    }

    private static final DeadlineSettings CAREFUL = DeadlineSettings.DEFAULT;
    private static final SharedCapacitySettings SHARED = SharedCapacitySettings.DEFAULT;

    /** Ours, and the published ones. */
    static List<Contestant> all() {
        List<Contestant> all = new ArrayList<>();
        all.add(deadline("deadline", CAREFUL, joint(SHARED)));
        for (Contender contender : Contender.values()) {
            all.add(new Contestant(contender.title(), contender::run));
        }
        return all;
    }

    /** Ours, each without one of its parts. */
    static List<Contestant> ablations() {
        return List.of(
                deadline("without the forecast", CAREFUL.withoutForecast(), joint(SHARED)),
                deadline("without weights", CAREFUL, joint(SHARED.withFairness(0))),
                deadline("max-min instead of the joint plan", CAREFUL, Sharing::maxMin),
                deadline("first come, first served instead", CAREFUL, Sharing::firstCome),
                of("without the deadline signal", LoadController::new));
    }

    private static Sharing joint(SharedCapacitySettings settings) {
        return new SharedCapacity(settings)::allocate;
    }

    private static Contestant deadline(String title, DeadlineSettings settings, Sharing sharing) {
        return of(title, () -> new DeadlineController(new DeadlinePolicy(settings), sharing));
    }

    private static Contestant of(String title, Supplier<FaroController> controller) {
        return new Contestant(
                title,
                (trace, cpus, seed) ->
                        new FaroSimulation(
                                        FaroSetting.published(cpus), trace, seed, controller.get())
                                .run());
    }
}

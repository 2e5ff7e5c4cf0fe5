package dev.spillway.controller.simulate.run;

import dev.spillway.controller.simulate.scenario.Scenario;
import dev.spillway.controller.simulate.score.Outcome;
import dev.spillway.controller.simulate.score.StepSeries;
import dev.spillway.controller.simulate.score.TenantTally;

import java.util.ArrayList;
import java.util.List;

/** What followed on each of a scenario's moments. */
final class Aftermath {

    private final Scenario scenario;
    private final List<SimulatedPool> pools;

    Aftermath(Scenario scenario, List<SimulatedPool> pools) {
        this.scenario = scenario;
        this.pools = List.copyOf(pools);
    }

    private interface OfRecorder {
        StepSeries of(PoolRecorder recorder);
    }

    List<Outcome.MomentScore> scores() {
        List<Outcome.MomentScore> scores = new ArrayList<>();
        for (int i = 0; i < scenario.moments().size(); i++) {
            Scenario.Moment moment = scenario.moments().get(i);
            long end =
                    i + 1 < scenario.moments().size()
                            ? scenario.moments().get(i + 1).atNanos()
                            : scenario.lengthNanos();
            scores.add(
                    new Outcome.MomentScore(
                            moment.name(),
                            moment.atNanos() / 1e9,
                            firstRise(PoolRecorder::desired, moment.atNanos(), end),
                            firstRise(PoolRecorder::ready, moment.atNanos(), end),
                            stableAfter(moment.atNanos(), end)));
        }
        return scores;
    }

    private double firstRise(OfRecorder which, long at, long end) {
        return pools.stream()
                .mapToLong(pool -> which.of(pool.recorder()).firstRise(at, end))
                .filter(rise -> rise >= 0)
                .mapToDouble(rise -> (rise - at) / 1e9)
                .min()
                .orElse(-1);
    }

    private double stableAfter(long at, long end) {
        double after = 0;
        long bin = TenantTally.BIN_NANOS;
        for (long start = at / bin * bin; start < end; start += bin) {
            long came = 0;
            long late = 0;
            for (SimulatedPool pool : pools) {
                for (TenantState tenant : pool.tenants()) {
                    came += tenant.tally.arrived(start, start + bin);
                    late += tenant.tally.violated(start, start + bin);
                }
            }
            // A single late request of a few says nothing.
            if (late > 1 && late > Scoring.TOLERATED * came) {
                after = (start + bin - at) / 1e9;
            }
        }
        return after;
    }
}

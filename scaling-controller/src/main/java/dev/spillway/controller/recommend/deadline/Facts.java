package dev.spillway.controller.recommend.deadline;

import dev.spillway.controller.recommend.Fact;
import dev.spillway.controller.recommend.Load;
import dev.spillway.controller.recommend.Observation;
import dev.spillway.controller.recommend.deadline.DeadlineState.Verdict;
import dev.spillway.controller.recommend.traffic.Watch;

import java.util.ArrayList;
import java.util.List;

/** The numbers a deadline decision went by, in the order of thought. */
final class Facts {

    private Facts() {}

    static List<Fact> of(
            DeadlineSettings settings,
            Verdict verdict,
            Pace pace,
            Watch watch,
            Load load,
            Observation seen) {
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact("load in busy slots", verdict.load()));
        facts.add(new Fact("burstiness of arrivals", watch.traffic().burst().dispersion()));
        facts.add(new Fact("waiting requests", load.waiting()));
        facts.add(new Fact("ready workers", seen.fleet().ready()));
        facts.add(new Fact("workers on their way", seen.fleet().starting()));
        facts.add(new Fact("predicted share of misses with them", verdict.missShare()));
        facts.add(new Fact("share of misses aimed at", settings.targetMiss()));
        facts.add(new Fact("workers needed", verdict.need()));
        facts.add(new Fact("workers needed to be calm", pace.mostNeeded()));
        pace.refuted()
                .ifPresent(
                        last ->
                                facts.add(
                                        new Fact(
                                                "fewer workers than this proved too few",
                                                last.replicas())));
        var audit = watch.traffic().minutes().forecast().audit();
        if (audit.scored() > 0 && settings.usesForecast()) {
            facts.add(new Fact("season listened to (1) or not (0)", audit.inUse() ? 1 : 0));
            facts.add(
                    new Fact(
                            "its loss over that of no forecast",
                            audit.naiveLoss() > 0 ? audit.seasonalLoss() / audit.naiveLoss() : 1));
        }
        return facts;
    }
}

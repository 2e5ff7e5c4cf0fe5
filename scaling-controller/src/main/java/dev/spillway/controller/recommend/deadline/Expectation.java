package dev.spillway.controller.recommend.deadline;

import dev.spillway.controller.recommend.Load;
import dev.spillway.controller.recommend.Observation;
import dev.spillway.controller.recommend.TenantLoad;
import dev.spillway.controller.recommend.queueing.Demand;
import dev.spillway.controller.recommend.queueing.Mix;
import dev.spillway.controller.recommend.queueing.ServiceTime;
import dev.spillway.controller.recommend.traffic.Minutes;
import dev.spillway.controller.recommend.traffic.TenantTrack;
import dev.spillway.controller.recommend.traffic.Watch;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Makes an outlook of what is remembered and what is seen. */
final class Expectation {

    /** A counter that stands still for so long beside work in flight is not believed. */
    private static final double SILENT_SECONDS = 10;

    private final Watch watch;
    private final double serviceMeanSeconds;

    private Expectation(Watch watch) {
        this.watch = watch;
        this.serviceMeanSeconds =
                watch.tenants().stream()
                        .mapToDouble(TenantTrack::serviceMeanSeconds)
                        .filter(known -> known > 0)
                        .average()
                        .orElse(1);
    }

    static Outlook outlook(
            Watch watch, Load load, Observation seen, Instant now, boolean usesForecast) {
        Expectation expectation = new Expectation(watch);
        Mix present = Mix.of(expectation.demands(load));
        double leftSeconds =
                Minutes.LENGTH_SECONDS
                        - Math.floorMod(now.toEpochMilli(), Minutes.LENGTH_SECONDS * 1000L)
                                / 1000.0;
        return new Outlook(
                LeftOver.atStartup(present, seen, now),
                RatesAhead.of(watch.traffic(), present.ratePerSecond(), usesForecast),
                seen.goal().slotsPerWorker(),
                new Outlook.Span(leftSeconds, watch.horizonSeconds()));
    }

    /** The pool's rate dealt out to the tenants by what each sent of late. */
    private List<Demand> demands(Load load) {
        Map<String, TenantLoad> loads = new HashMap<>();
        load.tenants().forEach(tenant -> loads.put(tenant.tenant(), tenant));
        double rates = 0;
        for (TenantTrack track : watch.tenants()) {
            rates += track.ratePerSecond();
        }
        double scale = rates > 0 ? watch.traffic().recent().ratePerSecond() / rates : 0;
        List<Demand> demands = new ArrayList<>(watch.tenants().size());
        for (TenantTrack track : watch.tenants()) {
            TenantLoad tenant = loads.get(track.tenant());
            if (tenant != null) {
                demands.add(demand(track, tenant, scale * track.ratePerSecond()));
            }
        }
        return demands;
    }

    private Demand demand(TenantTrack track, TenantLoad load, double ratePerSecond) {
        boolean isKnown = track.serviceMeanSeconds() > 0;
        double mean = isKnown ? track.serviceMeanSeconds() : serviceMeanSeconds;
        double rate =
                track.silentSeconds() >= SILENT_SECONDS
                        ? Math.max(ratePerSecond, load.inFlight() / mean)
                        : ratePerSecond;
        return new Demand(
                rate,
                watch.traffic().burst().dispersion(),
                new ServiceTime(mean, isKnown ? track.serviceDeviationSeconds() : mean),
                load.deadline().toNanos() / 1e9,
                load.weight(),
                load.waiting() * mean);
    }
}

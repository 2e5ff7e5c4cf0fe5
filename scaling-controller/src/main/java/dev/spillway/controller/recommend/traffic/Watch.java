package dev.spillway.controller.recommend.traffic;

import dev.spillway.controller.recommend.Load;
import dev.spillway.controller.recommend.TenantLoad;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is remembered of a pool's load from one fresh observation to the next.
 *
 * @param epoch of the queue's store
 * @param at the last fresh observation
 * @param traffic of all tenants together
 * @param tenants one for each tenant seen then
 */
public record Watch(
        String epoch, Optional<Instant> at, Traffic traffic, List<TenantTrack> tenants) {

    public static final Watch NOTHING = new Watch("", Optional.empty(), Traffic.NONE, List.of());

    /** More between two observations is a gap, or a clock that was set. */
    private static final Duration LONGEST_STEP = Duration.ofSeconds(60);

    /** Zeros that contradict what was seen are not believed for so long; then something else is. */
    private static final Duration DISBELIEF = Duration.ofMinutes(15);

    /** What comes is looked at over a minute, or over so many service times if that is longer. */
    private static final double SERVICE_TIMES = 2;

    private static final double LONGEST_HORIZON_SECONDS = 3600;

    /** A rate is to be known to this share, in standard deviations, */
    private static final double RATE_ERROR = 0.08;

    /** unless that takes longer than this. */
    private static final double LONGEST_WINDOW_SECONDS = 300;

    /** What one tenant sends of the whole is known from this part of the time. */
    private static final double TENANT_WINDOW = 1 / 3.0;

    public Watch {
        tenants = List.copyOf(tenants);
    }

    /** Whether what is seen follows on the last observation without a gap. */
    public boolean continues(Load load, Instant now) {
        Duration since = since(now);
        return epoch.equals(load.epoch())
                && at.isPresent()
                && !since.isNegative()
                && since.compareTo(LONGEST_STEP) <= 0;
    }

    /**
     * Whether nothing is left of a load whose requests were counted, the count included: so reads a
     * dead exporter. A load that ends leaves its count behind.
     */
    public boolean disbelieves(Load load, Instant now) {
        if (load.waiting() > 0 || load.inFlight() > 0 || !epoch.equals(load.epoch())) {
            return false;
        }
        Map<String, TenantTrack> known = known();
        boolean fell =
                load.tenants().stream()
                        .anyMatch(
                                tenant -> {
                                    TenantTrack track = known.get(tenant.tenant());
                                    return track != null && tenant.arrived() < track.arrived();
                                });
        return fell && since(now).compareTo(DISBELIEF) <= 0;
    }

    private Map<String, TenantTrack> known() {
        Map<String, TenantTrack> known = new HashMap<>();
        tenants.forEach(track -> known.put(track.tenant(), track));
        return known;
    }

    private Duration since(Instant now) {
        return at.map(last -> Duration.between(last, now)).orElse(Duration.ZERO);
    }

    /** The next fresh observation. */
    public Watch observed(Load load, Instant now) {
        boolean continues = continues(load, now);
        double elapsed = since(now).toNanos() / 1e9;
        if (continues && elapsed == 0) {
            return this;
        }
        Map<String, TenantTrack> known = known();
        double memorySeconds = TENANT_WINDOW * horizonSeconds();
        List<TenantTrack> next = new ArrayList<>(load.tenants().size());
        long arrivals = 0;
        boolean isWhole = continues;
        for (TenantLoad tenant : load.tenants()) {
            TenantTrack track = known.get(tenant.tenant());
            if (track == null) {
                next.add(TenantTrack.first(tenant));
            } else if (continues) {
                next.add(track.observed(tenant, elapsed, memorySeconds));
                arrivals += tenant.arrived() - track.arrived();
                isWhole &= tenant.arrived() >= track.arrived();
            } else {
                next.add(track.resumed(tenant));
            }
        }
        Traffic seen =
                isWhole ? traffic.plus((double) arrivals, elapsed, now) : traffic.resumed(now);
        Watch watch = new Watch(load.epoch(), Optional.of(now), seen, next);
        return new Watch(
                watch.epoch,
                watch.at,
                seen.over(watch.horizonSeconds(), watch.windowSeconds()),
                watch.tenants);
    }

    /** For so long a load is taken to last. */
    public double horizonSeconds() {
        return Math.clamp(
                SERVICE_TIMES * serviceMeanSeconds(),
                Minutes.LENGTH_SECONDS,
                LONGEST_HORIZON_SECONDS);
    }

    /** Whether requests are so long that a minute says little. */
    public boolean servesLong() {
        return horizonSeconds() > Minutes.LENGTH_SECONDS;
    }

    /**
     * As long as it takes to know the rate: the longer the fewer, or the burstier, requests are.
     */
    private double windowSeconds() {
        double horizon = horizonSeconds();
        double rate = traffic.recent().ratePerSecond();
        double longest = Math.max(horizon, LONGEST_WINDOW_SECONDS);
        double known = traffic.burst().dispersion() / (rate * RATE_ERROR * RATE_ERROR);
        return rate > 0 ? Math.clamp(known, horizon, longest) : horizon;
    }

    /** Of all requests of late; 0 while unknown. */
    private double serviceMeanSeconds() {
        double work = 0;
        double rate = 0;
        for (TenantTrack tenant : tenants) {
            if (tenant.serviceMeanSeconds() > 0) {
                work += tenant.ratePerSecond() * tenant.serviceMeanSeconds();
                rate += tenant.ratePerSecond();
            }
        }
        return rate > 0 ? work / rate : 0;
    }

    /** Whether any service time is known. */
    public boolean knowsService() {
        return tenants.stream().anyMatch(tenant -> tenant.serviceMeanSeconds() > 0);
    }
}

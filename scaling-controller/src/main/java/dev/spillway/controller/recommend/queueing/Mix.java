package dev.spillway.controller.recommend.queueing;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Who shares a pool. Tenants of one deadline and weight that send about as much as each other are
 * one demand, however many they are; a tenant that stands out is one of its own.
 *
 * @param demands of the groups
 */
public record Mix(List<Demand> demands) {

    /** A tenant stands out with so many times what its like send on the average. */
    private static final double OUTSTANDING = 2;

    /** Less is no load, in busy servers. */
    private static final double NEGLIGIBLE = 1e-6;

    /** Work that waits counts as load over so many seconds, for who stands out. */
    private static final double URGENT_SECONDS = 10;

    private record Kind(double deadlineSeconds, double weight) {}

    public Mix {
        demands = List.copyOf(demands);
    }

    /** Puts tenants together that are alike; the idle ones among several are left out. */
    public static Mix of(List<Demand> tenants) {
        if (tenants.size() < 2) {
            return new Mix(tenants);
        }
        Map<Kind, List<Demand>> kinds = new LinkedHashMap<>();
        for (Demand tenant : tenants) {
            if (tenant.urgentLoad(URGENT_SECONDS) > NEGLIGIBLE) {
                kinds.computeIfAbsent(
                                new Kind(tenant.deadlineSeconds(), tenant.weight()),
                                _ -> new ArrayList<>())
                        .add(tenant);
            }
        }
        List<Demand> demands = new ArrayList<>();
        kinds.values().forEach(alike -> demands.addAll(grouped(alike)));
        return new Mix(demands.isEmpty() ? List.of(tenants.getFirst()) : demands);
    }

    private static List<Demand> grouped(List<Demand> alike) {
        double sum = 0;
        for (Demand each : alike) {
            sum += each.urgentLoad(URGENT_SECONDS);
        }
        double most = OUTSTANDING * sum / alike.size();
        List<Demand> groups = new ArrayList<>();
        List<Demand> ordinary = new ArrayList<>();
        for (Demand each : alike) {
            (each.urgentLoad(URGENT_SECONDS) > most ? groups : ordinary).add(each);
        }
        if (!ordinary.isEmpty()) {
            groups.add(sum(ordinary));
        }
        return groups;
    }

    /** Several as one: independent streams add their means and their variances. */
    static Demand sum(List<Demand> demands) {
        if (demands.size() == 1) {
            return demands.getFirst();
        }
        double rate = 0;
        double dispersion = 0;
        double work = 0;
        double squares = 0;
        double backlog = 0;
        double weight = 0;
        for (Demand each : demands) {
            ServiceTime service = each.service();
            rate += each.ratePerSecond();
            dispersion += each.ratePerSecond() * each.dispersion();
            work += each.load();
            squares += each.load() * service.meanSeconds() * (1 + service.squaredVariation());
            backlog += each.backlogSeconds();
            weight += each.weight();
        }
        Demand first = demands.getFirst();
        if (rate <= 0) {
            return new Demand(0, 1, first.service(), first.deadlineSeconds(), weight, backlog);
        }
        double mean = work / rate;
        return new Demand(
                rate,
                dispersion / rate,
                new ServiceTime(mean, Math.sqrt(Math.max(0, squares / rate - mean * mean))),
                first.deadlineSeconds(),
                weight,
                backlog);
    }

    public double ratePerSecond() {
        double rate = 0;
        for (Demand demand : demands) {
            rate += demand.ratePerSecond();
        }
        return rate;
    }

    /** Servers kept busy on average. */
    public double load() {
        double load = 0;
        for (Demand demand : demands) {
            load += demand.load();
        }
        return load;
    }

    public double backlogSeconds() {
        double backlog = 0;
        for (Demand demand : demands) {
            backlog += demand.backlogSeconds();
        }
        return backlog;
    }

    /** The mean service time of what comes. */
    double serviceMeanSeconds() {
        double rate = ratePerSecond();
        return rate > 0 ? load() / rate : demands.getFirst().service().meanSeconds();
    }

    /** The same shares of another rate, with nothing waiting. */
    Demand[] at(double ratePerSecond) {
        double now = ratePerSecond();
        Demand[] scaled = new Demand[demands.size()];
        for (int i = 0; i < scaled.length; i++) {
            Demand demand = demands.get(i);
            double share = now > 0 ? demand.ratePerSecond() / now : 1.0 / scaled.length;
            scaled[i] = demand.at(share * ratePerSecond, 0);
        }
        return scaled;
    }

    /** The present demands, larger by some share. */
    Demand[] grown(double growth) {
        return demands.stream()
                .map(each -> each.at(each.ratePerSecond() * (1 + growth), each.backlogSeconds()))
                .toArray(Demand[]::new);
    }

    /** The share of each that misses now, if it grew by some share. */
    public double[] missShares(double growth, double servers, double horizonSeconds) {
        return SharedQueue.missShares(grown(growth), servers, horizonSeconds);
    }
}

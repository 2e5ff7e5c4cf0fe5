package dev.spillway.controller.simulate.scenario;

import dev.spillway.controller.cost.PriceBook;
import dev.spillway.controller.simulate.fleet.Nodes;

import java.time.Instant;
import java.util.List;

/**
 * A scenario as data: who sends what to whom, what goes wrong, who competes, and what was claimed.
 *
 * @param title for people
 * @param about what it shows
 * @param notes what a reader must know to read the result
 * @param start the moment of virtual time zero
 * @param lengthNanos during which requests come
 * @param warmUpNanos at the beginning, that counts nowhere
 * @param windowNanos by which violations are counted
 * @param randomPhases whether scrapes, polls and decisions begin at a random moment of their period
 * @param prices what its workers cost
 * @param moments of interest: a spike, a failure
 */
public record Scenario(
        String name,
        String title,
        String about,
        List<String> notes,
        Instant start,
        long lengthNanos,
        long warmUpNanos,
        long windowNanos,
        boolean randomPhases,
        PriceBook prices,
        Nodes.Plan nodes,
        List<PoolPlan> pools,
        List<TenantPlan> tenants,
        List<Fault> faults,
        List<Moment> moments,
        List<Contender> contenders,
        List<Claim> claims,
        List<Long> seeds) {

    public Scenario {
        notes = List.copyOf(notes);
        pools = List.copyOf(pools);
        tenants = List.copyOf(tenants);
        faults = List.copyOf(faults);
        moments = List.copyOf(moments);
        contenders = List.copyOf(contenders);
        claims = List.copyOf(claims);
        seeds = List.copyOf(seeds);
    }

    /** A named moment of virtual time. */
    public record Moment(String name, long atNanos) {}

    /** The pools as one contender has them. */
    public List<PoolPlan> poolsOf(Contender contender) {
        return pools.stream().map(contender::applyTo).toList();
    }

    public List<TenantPlan> tenantsOf(PoolPlan pool) {
        return tenants.stream().filter(tenant -> tenant.pool().equals(pool.name())).toList();
    }
}

package dev.spillway.controller.simulate.faro.control;

import dev.spillway.controller.recommend.Advice;
import dev.spillway.controller.recommend.Observation;
import dev.spillway.controller.recommend.Policy;
import dev.spillway.controller.recommend.Reason;
import dev.spillway.controller.recommend.Recommendation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * One policy per tenant, in the published way: a decision every 10 s, through the ledger.
 *
 * @param <S> the policies' state
 */
public final class PolicyController<S> implements FaroController {

    /** How often a forecast is tried; every other change is tried once. */
    private static final int FORECAST_TRIES = 5;

    private static final Duration PERIOD = Duration.ofSeconds(10);

    private final List<Policy<S>> policies;
    private final List<S> states;

    /**
     * @param policies one for each tenant, in their order
     */
    public PolicyController(List<? extends Policy<S>> policies) {
        this.policies = List.copyOf(policies);
        states = new ArrayList<>(policies.stream().map(Policy::initialState).toList());
    }

    @Override
    public Duration period() {
        return PERIOD;
    }

    @Override
    public boolean usesLedger() {
        return true;
    }

    @Override
    public void begin(Instant now, List<Observation> tenants, Room room) {
        tick(now, tenants, room);
    }

    @Override
    public List<Change> tick(Instant now, List<Observation> tenants, Room room) {
        List<Change> changes = new ArrayList<>();
        for (int tenant = 0; tenant < policies.size(); tenant++) {
            Observation seen = tenants.get(tenant);
            Advice<S> advice = policies.get(tenant).recommend(states.get(tenant), seen, now);
            states.set(tenant, advice.next());
            if (advice.recommendation() instanceof Recommendation.Replicas wanted) {
                add(changes, tenant, wanted, seen.fleet().desired());
            }
        }
        return changes;
    }

    private static void add(
            List<Change> changes, int tenant, Recommendation.Replicas wanted, int desired) {
        if (wanted.reason() == Reason.FORECAST) {
            changes.add(new Change.To(tenant, wanted.replicas(), FORECAST_TRIES));
        } else if (wanted.replicas() != desired) {
            changes.add(new Change.By(tenant, wanted.replicas() - desired));
        }
    }
}

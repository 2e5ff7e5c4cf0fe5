package dev.spillway.controller.simulate.scoreboard;

import dev.spillway.controller.recommend.Observation;
import dev.spillway.controller.recommend.Recommendation;
import dev.spillway.controller.recommend.deadline.Claimant;
import dev.spillway.controller.recommend.deadline.DeadlinePolicy;
import dev.spillway.controller.recommend.deadline.DeadlineState;
import dev.spillway.controller.recommend.deadline.Served;
import dev.spillway.controller.simulate.faro.control.Change;
import dev.spillway.controller.simulate.faro.control.FaroController;
import dev.spillway.controller.simulate.faro.control.Room;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A deadline policy for each tenant, whose pool is its own, and one plan for the node they share.
 * It sees what any controller sees: no trace, no request, no random number.
 */
final class DeadlineController implements FaroController {

    /** Shorter than the published loops' 10 s, and about what a controller spends on a pass. */
    private static final Duration PERIOD = Duration.ofSeconds(5);

    /** What a tenant keeps in any case. */
    private static final int GUARANTEED = 1;

    private final DeadlinePolicy policy;
    private final Sharing sharing;
    private final List<DeadlineState> states = new ArrayList<>();
    private Served served = Served.UNKNOWN;

    DeadlineController(DeadlinePolicy policy, Sharing sharing) {
        this.policy = policy;
        this.sharing = sharing;
    }

    @Override
    public Duration period() {
        return PERIOD;
    }

    @Override
    public boolean usesLedger() {
        return false;
    }

    @Override
    public List<Change> tick(Instant now, List<Observation> tenants, Room room) {
        List<Claimant> claimants = new ArrayList<>(tenants.size());
        Map<String, Double> late = new HashMap<>();
        for (int tenant = 0; tenant < tenants.size(); tenant++) {
            Claimant claimant = claimant(tenant, tenants.get(tenant), now);
            claimants.add(claimant);
            late.put(claimant.name(), Served.lateNow(tenants.get(tenant)));
        }
        served = served.after((double) PERIOD.toSeconds(), late);
        int[] plan = sharing.allocate(room.cpus(), claimants, served);
        List<Change> changes = new ArrayList<>();
        for (int tenant = 0; tenant < plan.length; tenant++) {
            if (plan[tenant] != claimants.get(tenant).held()) {
                changes.add(new Change.To(tenant, plan[tenant]));
            }
        }
        return changes;
    }

    private Claimant claimant(int tenant, Observation seen, Instant now) {
        if (states.size() == tenant) {
            states.add(policy.initialState());
        }
        DeadlinePolicy.Considered considered = policy.consider(states.get(tenant), seen, now);
        states.set(tenant, considered.advice().next());
        int desired = seen.fleet().desired();
        int wanted =
                switch (considered.advice().recommendation()) {
                    case Recommendation.Replicas replicas -> replicas.replicas();
                    case Recommendation.Hold _ -> desired;
                };
        return new Claimant(
                "tenant-" + tenant, 1, GUARANTEED, desired, wanted, considered.outlook());
    }
}

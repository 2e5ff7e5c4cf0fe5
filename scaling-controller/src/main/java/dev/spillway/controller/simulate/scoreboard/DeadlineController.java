package dev.spillway.controller.simulate.scoreboard;

import dev.spillway.controller.recommend.Advice;
import dev.spillway.controller.recommend.Load;
import dev.spillway.controller.recommend.Observation;
import dev.spillway.controller.recommend.Recommendation;
import dev.spillway.controller.recommend.Signal;
import dev.spillway.controller.recommend.TenantLoad;
import dev.spillway.controller.recommend.deadline.Claimant;
import dev.spillway.controller.recommend.deadline.DeadlinePolicy;
import dev.spillway.controller.recommend.deadline.DeadlineSettings;
import dev.spillway.controller.recommend.deadline.DeadlineState;
import dev.spillway.controller.recommend.deadline.Served;
import dev.spillway.controller.recommend.deadline.SharedCapacity;
import dev.spillway.controller.recommend.deadline.SharedCapacitySettings;
import dev.spillway.controller.simulate.faro.control.Change;
import dev.spillway.controller.simulate.faro.control.FaroController;
import dev.spillway.controller.simulate.faro.control.Room;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The deadline policy for each tenant, and the joint plan for the node they share. */
public final class DeadlineController implements FaroController {

    private final DeadlinePolicy policy;
    private final SharedCapacity sharing;
    private final Duration period;
    private final List<DeadlineState> states = new ArrayList<>();
    public static int moves;
    private final double[] acc = new double[100];
    private final double[] ticks = new double[100];
    private Served served = Served.UNKNOWN;

    public DeadlineController(
            DeadlineSettings settings, SharedCapacitySettings sharing, Duration period) {
        this.policy = new DeadlinePolicy(settings);
        this.sharing = new SharedCapacity(sharing);
        this.period = period;
    }

    @Override
    public Duration period() {
        return period;
    }

    @Override
    public boolean usesLedger() {
        return false;
    }

    @Override
    public List<Change> tick(Instant now, List<Observation> tenants, Room room) {
        List<Claimant> claimants = new ArrayList<>(tenants.size());
        Map<String, Double> misses = new HashMap<>();
        for (int i = 0; i < tenants.size(); i++) {
            if (states.size() == i) {
                states.add(policy.initialState());
            }
            Observation seen = tenants.get(i);
            Advice<DeadlineState> advice = policy.recommend(states.get(i), seen, now);
            states.set(i, advice.next());
            int desired = seen.fleet().desired();
            int wanted =
                    switch (advice.recommendation()) {
                        case Recommendation.Replicas(int replicas, _, _) -> Math.max(1, replicas);
                        case Recommendation.Hold _ -> desired;
                    };
            String name = "" + i;
            misses.put(name, missesNow(seen));
            claimants.add(
                    new Claimant(
                            name,
                            1,
                            1,
                            desired,
                            wanted,
                            policy.outlook(states.get(i), seen, now)));
        }
        if (System.getProperty("dump") != null) {
            for (int i = 0; i < tenants.size(); i++) {
                acc[i] += misses.get("" + i);
                ticks[i]++;
            }
            if (now.getEpochSecond() % 60 == 0) {
                StringBuilder b = new StringBuilder();
                for (int i = 0; i < tenants.size(); i++) {
                    Observation seen = tenants.get(i);
                    b.append(" %d/%d/%d:%.2f:%.0f".formatted(seen.fleet().ready(), seen.fleet().desired(), claimants.get(i).wanted(), claimants.get(i).outlook().load(), 100 * acc[i] / ticks[i]));
                    acc[i] = 0;
                    ticks[i] = 0;
                }
                System.out.println("MIN " + now.getEpochSecond() / 60 + b);
            }
        }
        served = served.after(period.toMillis() / 1000.0, misses);
        int[] plan = sharing.allocate(room.cpus(), claimants, served);
        List<Change> changes = new ArrayList<>();
        for (int i = 0; i < plan.length; i++) {
            if (plan[i] != tenants.get(i).fleet().desired()) {
                moves += Math.max(0, plan[i] - tenants.get(i).fleet().desired());
                changes.add(new Change.To(i, plan[i]));
            }
        }
        return changes;
    }

    /** Whether a request that comes now would be late. */
    private static double missesNow(Observation seen) {
        if (!(seen.signal() instanceof Signal.Fresh(Load load, _)) || load.tenants().isEmpty()) {
            return 0;
        }
        TenantLoad tenant = load.tenants().getFirst();
        double mean = tenant.serviceMean().toNanos() / 1e9;
        double wait = tenant.waiting() * mean / Math.max(1, seen.fleet().ready());
        return wait + mean > tenant.deadline().toNanos() / 1e9 ? 1 : 0;
    }
}

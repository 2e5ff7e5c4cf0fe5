package dev.spillway.controller.simulate.scoreboard;

import dev.spillway.controller.recommend.Load;
import dev.spillway.controller.recommend.Observation;
import dev.spillway.controller.recommend.Signal;
import dev.spillway.controller.recommend.TenantLoad;
import dev.spillway.controller.recommend.deadline.Claimant;
import dev.spillway.controller.recommend.deadline.Served;
import dev.spillway.controller.simulate.faro.control.Change;
import dev.spillway.controller.simulate.faro.control.FaroController;
import dev.spillway.controller.simulate.faro.control.Room;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * What is left without the deadline signal: as many workers as keep four fifths of them busy at the
 * arrival rate of the last half minute, the most of the last five minutes, shared by max-min. It
 * knows no deadline, no variance and no past.
 */
final class LoadController implements FaroController {

    private static final Duration PERIOD = Duration.ofSeconds(5);
    private static final double BUSY_RATIO = 0.8;
    private static final int RATE_STEPS = 6;
    private static final int CALM_STEPS = 60;

    private final List<Deque<Long>> arrived = new ArrayList<>();
    private final List<Deque<Integer>> needs = new ArrayList<>();

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
        List<Claimant> claimants = new ArrayList<>();
        for (int tenant = 0; tenant < tenants.size(); tenant++) {
            claimants.add(claimant(tenant, tenants.get(tenant)));
        }
        int[] plan = Sharing.maxMin(room.cpus(), claimants, Served.UNKNOWN);
        List<Change> changes = new ArrayList<>();
        for (int tenant = 0; tenant < plan.length; tenant++) {
            if (plan[tenant] != claimants.get(tenant).held()) {
                changes.add(new Change.To(tenant, plan[tenant]));
            }
        }
        return changes;
    }

    private Claimant claimant(int tenant, Observation seen) {
        if (arrived.size() == tenant) {
            arrived.add(new ArrayDeque<>(List.of(0L)));
            needs.add(new ArrayDeque<>());
        }
        int desired = seen.fleet().desired();
        int wanted = desired;
        if (seen.signal() instanceof Signal.Fresh(Load load, _)) {
            wanted = wanted(tenant, load.tenants().getFirst());
        }
        return new Claimant(
                "tenant-" + tenant,
                1,
                1,
                desired,
                wanted,
                () -> {
                    throw new IllegalStateException("max-min looks at no future");
                });
    }

    private int wanted(int tenant, TenantLoad load) {
        Deque<Long> counts = arrived.get(tenant);
        double seconds = counts.size() * (double) PERIOD.toSeconds();
        double rate = (load.arrived() - counts.getFirst()) / seconds;
        counts.addLast(load.arrived());
        if (counts.size() > RATE_STEPS) {
            counts.removeFirst();
        }
        double busy = rate * load.serviceMean().toNanos() / 1e9;
        Deque<Integer> recent = needs.get(tenant);
        recent.addLast(Math.max(1, (int) Math.ceil(busy / BUSY_RATIO)));
        if (recent.size() > CALM_STEPS) {
            recent.removeFirst();
        }
        return recent.stream().mapToInt(Integer::intValue).max().orElseThrow();
    }
}

package dev.spillway.controller.simulate.faro.plant;

import dev.spillway.controller.simulate.EventQueue;
import dev.spillway.controller.simulate.faro.control.Change;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Faro's way: a ledger of targets within the limit, changed when a change is decided, and one
 * executor per tenant that brings the pods after it. Scale-ins come first; a scale-out gets what is
 * left. A change that meets a busy tenant, or gets only a part, is kept for the next time while it
 * has tries, and is lost otherwise.
 */
public final class LedgerActuation implements Actuation {

    private final int[] targets;
    private final List<Executor> executors;
    private int left;
    private List<Change> pending = List.of();

    /**
     * @param replicas of every tenant at the start
     */
    public LedgerActuation(
            Pods pods, EventQueue events, PodSetting setting, int tenants, int replicas) {
        targets = new int[tenants];
        Arrays.fill(targets, replicas);
        left = setting.cpus() - tenants * replicas;
        executors =
                IntStream.range(0, tenants)
                        .mapToObj(tenant -> new Executor(tenant, pods, events, setting))
                        .toList();
    }

    @Override
    public void apply(List<Change> changes) {
        List<Change> all = new ArrayList<>(pending);
        all.addAll(changes);
        all.sort(Comparator.comparing(change -> !isScaleIn(change)));
        pending = new ArrayList<>();
        all.forEach(this::apply);
    }

    private boolean isScaleIn(Change change) {
        return wanted(change) < targets[change.tenant()];
    }

    private int wanted(Change change) {
        return Math.clamp(change.of(targets[change.tenant()]), MIN_REPLICAS, MAX_REPLICAS);
    }

    private void apply(Change change) {
        int tenant = change.tenant();
        if (executors.get(tenant).isWorking()) {
            keep(
                    switch (change) {
                        case Change.To to -> new Change.To(tenant, to.replicas(), to.tries() - 1);
                        case Change.By by -> new Change.By(tenant, by.replicas(), by.tries() - 1);
                    });
            return;
        }
        int more = wanted(change) - targets[tenant];
        if (more > left) {
            keep(new Change.By(tenant, more - left, change.tries() - 1));
            more = left;
        }
        if (more != 0) {
            targets[tenant] += more;
            left -= more;
            executors.get(tenant).submit(targets[tenant]);
        }
    }

    private void keep(Change change) {
        if (change.tries() > 0) {
            pending.add(change);
        }
    }

    @Override
    public int desired(int tenant) {
        return targets[tenant];
    }
}

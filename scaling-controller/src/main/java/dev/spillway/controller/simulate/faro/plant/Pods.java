package dev.spillway.controller.simulate.faro.plant;

import dev.spillway.controller.recommend.WorkerView;
import dev.spillway.controller.simulate.EventQueue;

import java.util.List;
import java.util.stream.Stream;

/**
 * The pods of all tenants on one node. A start takes the tenant's idle pods first, then new ones
 * while a CPU is free, and asks again for the rest until it has them. A stopped replica's pod
 * stays, idle, and keeps its CPU until a check finds it idle for too long.
 */
public final class Pods {

    /** Hears when a tenant's replicas become active or stop being so. */
    public interface Listener {

        void added(int tenant, long atNanos);

        void removed(int tenant, long atNanos);
    }

    private final PodSetting setting;
    private final EventQueue events;
    private final Listener listener;
    private final List<TenantPods> tenants;
    private final ReplicaLog log = new ReplicaLog();
    private int totalActive;
    private int totalPods;

    public Pods(PodSetting setting, int tenants, EventQueue events, Listener listener) {
        this.setting = setting;
        this.events = events;
        this.listener = listener;
        this.tenants = Stream.generate(TenantPods::new).limit(tenants).toList();
        events.at(setting.idleCheck().toNanos(), Rank.IDLE_CHECK, this::deleteIdle);
    }

    /** Gives a tenant replicas that are active from the start. */
    public void begin(int tenant, int count) {
        for (int i = 0; i < count; i++) {
            takeCpus(tenant, 1);
            activate(tenant, tenants.get(tenant).nextNumber(), events.nowNanos());
        }
    }

    /**
     * Starts replicas.
     *
     * @param whenAllReady runs at the end of the instant in which the last of them is active
     */
    void start(int tenant, int count, Runnable whenAllReady) {
        Start start = new Start(tenant, events.nowNanos(), count, whenAllReady);
        tenants.get(tenant).starts.add(start);
        place(start);
    }

    private void place(Start start) {
        TenantPods pods = tenants.get(start.tenant);
        int hot = Math.min(start.waiting, pods.idleSinceNanos.size());
        for (int i = 0; i < hot; i++) {
            pods.idleSinceNanos.removeLast();
            boot(start, setting.hotStart().toNanos());
        }
        int cold = Math.min(start.waiting, setting.cpus() - totalPods);
        if (cold > 0) {
            takeCpus(start.tenant, cold);
        }
        for (int i = 0; i < cold; i++) {
            boot(start, setting.coldStart().toNanos());
        }
        if (start.waiting > 0) {
            long retry = events.nowNanos() + setting.retry().toNanos();
            events.at(retry, Rank.RETRY, () -> place(start));
        }
    }

    private void boot(Start start, long nanos) {
        start.waiting--;
        long ready = events.nowNanos() + nanos;
        Start.Boot boot = new Start.Boot(tenants.get(start.tenant).nextNumber(), ready);
        start.booting.add(boot);
        events.at(ready, Rank.READY, () -> booted(start, boot));
    }

    private void booted(Start start, Start.Boot boot) {
        TenantPods pods = tenants.get(start.tenant);
        if (!start.booting.remove(boot)) {
            pods.idleSinceNanos.addLast(events.nowNanos());
            return;
        }
        activate(start.tenant, boot.number(), start.askedNanos);
        if (start.isComplete()) {
            pods.starts.remove(start);
            events.at(events.nowNanos(), Rank.END, start.whenAllReady);
        }
    }

    private void activate(int tenant, int number, long askedNanos) {
        long now = events.nowNanos();
        tenants.get(tenant).active.add(TenantPods.ready(number, askedNanos, now));
        totalActive++;
        listener.added(tenant, now);
        log(tenant);
    }

    /** Takes the newest replicas out at once; they show as draining while they stop. */
    void stop(int tenant, int count) {
        TenantPods pods = tenants.get(tenant);
        long now = events.nowNanos();
        for (int i = 0; i < count; i++) {
            WorkerView stopping = TenantPods.draining(pods.active.removeLast());
            pods.stopping.add(stopping);
            events.at(
                    now + setting.stop().toNanos(), Rank.END, () -> pods.stopping.remove(stopping));
            pods.idleSinceNanos.addLast(now);
            totalActive--;
            listener.removed(tenant, now);
            log(tenant);
        }
    }

    /**
     * Gives up starts that are not ready, the newest first; a pod that already starts goes on, and
     * is idle afterwards.
     *
     * @return how many were given up
     */
    int cancel(int tenant, int count) {
        List<Start> starts = tenants.get(tenant).starts;
        int left = count;
        for (Start start : List.copyOf(starts).reversed()) {
            int waiting = Math.min(left, start.waiting);
            start.waiting -= waiting;
            left -= waiting;
            while (left > 0 && !start.booting.isEmpty()) {
                start.booting.removeLast();
                left--;
            }
            if (start.isComplete()) {
                starts.remove(start);
            }
        }
        return count - left;
    }

    private void deleteIdle() {
        long now = events.nowNanos();
        long tooLong = now - setting.idleTimeout().toNanos();
        for (int tenant = 0; tenant < tenants.size(); tenant++) {
            TenantPods pods = tenants.get(tenant);
            while (pods.pods > 1
                    && !pods.idleSinceNanos.isEmpty()
                    && pods.idleSinceNanos.getFirst() <= tooLong) {
                pods.idleSinceNanos.removeFirst();
                takeCpus(tenant, -1);
            }
        }
        events.at(now + setting.idleCheck().toNanos(), Rank.IDLE_CHECK, this::deleteIdle);
    }

    private void takeCpus(int tenant, int count) {
        tenants.get(tenant).pods += count;
        totalPods += count;
        log(tenant);
    }

    private void log(int tenant) {
        log.add(
                new ReplicaLog.Entry(
                        events.nowNanos(), tenant, active(tenant), totalActive, totalPods));
    }

    int active(int tenant) {
        return tenants.get(tenant).active.size();
    }

    /** Replicas asked for that are not active yet. */
    int requested(int tenant) {
        return tenants.get(tenant).requested();
    }

    /** Ready, starting and stopping replicas. */
    public List<WorkerView> workers(int tenant) {
        return tenants.get(tenant).workers();
    }

    /** Pods that could be a replica after a hot start. */
    public int idle(int tenant) {
        return tenants.get(tenant).idleSinceNanos.size();
    }

    public int freeCpus() {
        return setting.cpus() - totalPods;
    }

    public ReplicaLog log() {
        return log;
    }
}

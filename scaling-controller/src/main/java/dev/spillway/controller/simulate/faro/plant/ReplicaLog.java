package dev.spillway.controller.simulate.faro.plant;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;

/** When the number of replicas or of pods changed, and to what. */
public final class ReplicaLog {

    /**
     * One change.
     *
     * @param atNanos virtual time
     * @param tenant its place in the trace
     * @param replicas of that tenant that are active from then on
     * @param totalReplicas of all tenants that are active
     * @param totalPods of all tenants that hold a CPU: active, starting or idle
     */
    public record Entry(long atNanos, int tenant, int replicas, int totalReplicas, int totalPods) {}

    private final List<Entry> entries = new ArrayList<>();

    void add(Entry entry) {
        entries.add(entry);
    }

    public List<Entry> entries() {
        return List.copyOf(entries);
    }

    /** Each moment's last number of active replicas per tenant, where it differs from before. */
    public List<Entry> replicaChanges() {
        List<Entry> changes = new ArrayList<>();
        Map<Integer, Integer> before = new HashMap<>();
        for (int i = 0; i < entries.size(); i++) {
            Entry entry = entries.get(i);
            if (!isOvertaken(i)
                    && !Integer.valueOf(entry.replicas).equals(before.get(entry.tenant))) {
                before.put(entry.tenant, entry.replicas);
                changes.add(entry);
            }
        }
        return changes;
    }

    private boolean isOvertaken(int index) {
        Entry entry = entries.get(index);
        for (int i = index + 1;
                i < entries.size() && entries.get(i).atNanos == entry.atNanos;
                i++) {
            if (entries.get(i).tenant == entry.tenant) {
                return true;
            }
        }
        return false;
    }

    /** Replica-seconds from the start to that moment. */
    public double replicaSeconds(long untilNanos) {
        return area(untilNanos, Entry::totalReplicas);
    }

    /** Pod-seconds from the start to that moment: what a node is paid for. */
    public double podSeconds(long untilNanos) {
        return area(untilNanos, Entry::totalPods);
    }

    public int maxReplicas() {
        return entries.stream().mapToInt(Entry::totalReplicas).max().orElse(0);
    }

    private double area(long untilNanos, ToIntFunction<Entry> height) {
        double area = 0;
        long since = 0;
        int now = 0;
        for (Entry entry : entries) {
            long until = Math.min(entry.atNanos, untilNanos);
            area += now * ((until - since) / 1e9);
            since = until;
            now = height.applyAsInt(entry);
        }
        return area + now * ((untilNanos - since) / 1e9);
    }
}

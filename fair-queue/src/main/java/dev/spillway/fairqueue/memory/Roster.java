package dev.spillway.fairqueue.memory;

import dev.spillway.fairqueue.work.ClaimRequest;
import dev.spillway.fairqueue.work.WorkerId;

import java.util.HashMap;
import java.util.Map;

/** The workers that are alive, and what each holds. */
final class Roster {

    private final Map<WorkerId, Integer> slots = new HashMap<>();
    private final Map<WorkerId, Long> heardMillis = new HashMap<>();
    private final Map<WorkerId, Integer> inFlight = new HashMap<>();

    /** Whether the worker is new. */
    boolean enlist(WorkerId worker, int workerSlots, long now) {
        slots.put(worker, workerSlots);
        return heardMillis.put(worker, now) == null;
    }

    void hear(WorkerId worker, long now) {
        heardMillis.computeIfPresent(worker, (_, _) -> now);
    }

    void dismiss(WorkerId worker) {
        slots.remove(worker);
        heardMillis.remove(worker);
    }

    void reap(long now) {
        heardMillis.values().removeIf(heard -> now - heard > ClaimRequest.SILENCE_MILLIS);
        slots.keySet().retainAll(heardMillis.keySet());
    }

    void hold(WorkerId worker, int change) {
        inFlight.merge(worker, change, Integer::sum);
    }

    int totalSlots() {
        return slots.values().stream().mapToInt(Integer::intValue).sum();
    }

    Map<WorkerId, Integer> slots() {
        return Map.copyOf(slots);
    }

    Map<WorkerId, Integer> inFlight() {
        Map<WorkerId, Integer> live = new HashMap<>();
        slots.keySet().forEach(worker -> live.put(worker, inFlight.getOrDefault(worker, 0)));
        return live;
    }
}

package dev.spillway.rag.worker;

import dev.spillway.fairqueue.work.Lease;
import dev.spillway.rag.answer.StopSignal;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/** The worker's slots and what is in them. */
public final class Running {

    /**
     * Why work in a slot was stopped.
     *
     * @param signal seen by the work
     * @param outcome what it then counts as
     */
    record Stop(StopSignal signal, AtomicReference<Outcome> outcome) {

        Stop() {
            this(new StopSignal(), new AtomicReference<>(Outcome.CANCELLED));
        }

        void because(Outcome reason) {
            outcome.set(reason);
            signal.stop();
        }
    }

    private final int slots;
    private final Semaphore free;
    private final Map<Lease, Stop> stops = new ConcurrentHashMap<>();

    public Running(int slots) {
        this.slots = slots;
        this.free = new Semaphore(slots);
    }

    int slots() {
        return slots;
    }

    /** Slots nobody works in; only the claiming thread takes them, so they do not become fewer. */
    int free() {
        return free.availablePermits();
    }

    public int inFlight() {
        return slots - free.availablePermits();
    }

    void awaitFree(long patienceMillis) throws InterruptedException {
        if (free.tryAcquire(patienceMillis, TimeUnit.MILLISECONDS)) {
            free.release();
        }
    }

    boolean awaitAllFree(long patienceNanos) throws InterruptedException {
        return free.tryAcquire(slots, patienceNanos, TimeUnit.NANOSECONDS);
    }

    /** Takes a slot, which must be free. */
    Stop enter(Lease lease) {
        if (!free.tryAcquire()) {
            throw new IllegalStateException("more was claimed than there are free slots");
        }
        Stop stop = new Stop();
        stops.put(lease, stop);
        return stop;
    }

    void leave(Lease lease) {
        stops.remove(lease);
        free.release();
    }

    List<Lease> leases() {
        return List.copyOf(stops.keySet());
    }

    void stop(Lease lease, Outcome reason) {
        Stop stop = stops.get(lease);
        if (stop != null) {
            stop.because(reason);
        }
    }
}

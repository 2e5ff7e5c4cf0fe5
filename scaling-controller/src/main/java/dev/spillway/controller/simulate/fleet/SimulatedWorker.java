package dev.spillway.controller.simulate.fleet;

import dev.spillway.controller.simulate.line.Request;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** One worker in the simulation. */
public final class SimulatedWorker {

    /** How far it is. */
    public enum State {
        /** Waits for a place on a node, or for its quota. */
        PENDING,
        STARTING,
        READY,
        DRAINING,
        GONE
    }

    private final int number;
    private final int fullSlots;
    private final long askedNanos;
    private final WorkerFleet fleet;
    // A handful: looking through it is faster than a set.
    private final List<Request> requests = new ArrayList<>();
    private State state = State.PENDING;
    private long placedNanos = -1;
    private long readyNanos = -1;
    private double busySlotSeconds;
    private long busySinceNanos;
    private double sampledBusySlotSeconds;
    private double cpuRatio;
    private boolean hasCpu;

    SimulatedWorker(int number, int fullSlots, long askedNanos, WorkerFleet fleet) {
        this.number = number;
        this.fullSlots = fullSlots;
        this.askedNanos = askedNanos;
        this.fleet = fleet;
    }

    public int number() {
        return number;
    }

    public State state() {
        return state;
    }

    public long askedNanos() {
        return askedNanos;
    }

    /** When it became ready; negative before. */
    public long readyNanos() {
        return readyNanos;
    }

    int inFlight() {
        return requests.size();
    }

    boolean wasPlaced() {
        return placedNanos >= 0;
    }

    void place() {
        fleet.placed(this);
    }

    void starts(long nowNanos) {
        state = State.STARTING;
        placedNanos = nowNanos;
    }

    void ready(long nowNanos) {
        state = State.READY;
        readyNanos = nowNanos;
        busySinceNanos = nowNanos;
    }

    void drains() {
        state = State.DRAINING;
    }

    void gone() {
        state = State.GONE;
    }

    void takes(Request request, long nowNanos) {
        account(nowNanos);
        requests.add(request);
    }

    /** Whether it still held the request. */
    boolean finishes(Request request, long nowNanos) {
        account(nowNanos);
        return requests.remove(request);
    }

    /** All it held, the newest first, as they are to be put back. */
    Collection<Request> dropAll(long nowNanos) {
        account(nowNanos);
        List<Request> held = new ArrayList<>(requests.reversed());
        requests.clear();
        return held;
    }

    private void account(long nowNanos) {
        busySlotSeconds += Math.min(fullSlots, requests.size()) * (nowNanos - busySinceNanos) / 1e9;
        busySinceNanos = nowNanos;
    }

    /** Busy slots on the average since the last call. */
    double sampleBusySlots(long nowNanos, double overSeconds) {
        if (state != State.READY && state != State.DRAINING) {
            return 0;
        }
        account(nowNanos);
        double busy = (busySlotSeconds - sampledBusySlotSeconds) / overSeconds;
        sampledBusySlotSeconds = busySlotSeconds;
        return busy;
    }

    /** Its processor time has become known. */
    public void showCpu(double ratio) {
        cpuRatio = ratio;
        hasCpu = true;
    }

    public boolean hasCpu() {
        return hasCpu;
    }

    /** Processor time as last measured; not a number where it could not be read. */
    public double cpuRatio() {
        return cpuRatio;
    }
}

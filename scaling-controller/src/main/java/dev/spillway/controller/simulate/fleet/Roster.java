package dev.spillway.controller.simulate.fleet;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The workers of a pool that are not gone, and who of them is next: for a request, or to go. */
final class Roster {

    /** Those that do nothing yet first, the newest of them; then the one that does least. */
    private static final Comparator<SimulatedWorker> LEAST_MISSED =
            Comparator.comparing(SimulatedWorker::state)
                    .thenComparingInt(SimulatedWorker::inFlight)
                    .thenComparing(SimulatedWorker::number, Comparator.reverseOrder());

    private final List<SimulatedWorker> workers = new ArrayList<>();
    private int turn;

    void add(SimulatedWorker worker) {
        workers.add(worker);
    }

    void remove(SimulatedWorker worker) {
        workers.remove(worker);
    }

    /** In the order of their coming. */
    List<SimulatedWorker> all() {
        return workers;
    }

    /** The one that leaves next. There must be one that does not leave already. */
    SimulatedWorker leastMissed() {
        return workers.stream()
                .filter(worker -> worker.state() != SimulatedWorker.State.DRAINING)
                .min(LEAST_MISSED)
                .orElseThrow();
    }

    List<SimulatedWorker> oldestReady(int count) {
        return workers.stream()
                .filter(worker -> worker.state() == SimulatedWorker.State.READY)
                .limit(count)
                .toList();
    }

    /**
     * The ready one that holds fewest requests, in turn where several do.
     *
     * @param slots of each; one must be free
     */
    SimulatedWorker leastBusy(int slots) {
        int size = workers.size();
        int best = -1;
        int least = slots;
        for (int i = 0; i < size && least > 0; i++) {
            int at = (turn + i) % size;
            SimulatedWorker worker = workers.get(at);
            if (worker.state() == SimulatedWorker.State.READY && worker.inFlight() < least) {
                least = worker.inFlight();
                best = at;
            }
        }
        turn = (best + 1) % size;
        return workers.get(best);
    }
}

package dev.spillway.controller.recommend;

import java.util.List;

/**
 * A pool's workers.
 *
 * @param desired workers the last decision asked for
 * @param workers those there are, the ones that drain included
 */
public record Fleet(int desired, List<WorkerView> workers) {

    public Fleet {
        if (desired < 0) {
            throw new IllegalArgumentException(
                    "desired is %d; it cannot be negative".formatted(desired));
        }
        workers = List.copyOf(workers);
    }

    public int ready() {
        return count(WorkerView.State.READY);
    }

    public int starting() {
        return count(WorkerView.State.STARTING);
    }

    private int count(WorkerView.State state) {
        int count = 0;
        for (WorkerView worker : workers) {
            count += worker.state() == state ? 1 : 0;
        }
        return count;
    }
}

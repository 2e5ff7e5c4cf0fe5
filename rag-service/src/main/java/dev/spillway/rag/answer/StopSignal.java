package dev.spillway.rag.answer;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Says that nobody wants the answer any more. */
public final class StopSignal {

    private final CountDownLatch stopped = new CountDownLatch(1);

    public void stop() {
        stopped.countDown();
    }

    public boolean isStopped() {
        return stopped.getCount() == 0;
    }

    /**
     * Ends the work when it is no longer wanted; called between its steps.
     *
     * @throws WorkStoppedException when it was stopped
     */
    public void check() {
        if (isStopped()) {
            throw new WorkStoppedException();
        }
    }

    /**
     * Lets time pass.
     *
     * @throws WorkStoppedException as soon as it is stopped
     */
    public void pass(Duration time) {
        try {
            if (stopped.await(time.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new WorkStoppedException();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new WorkStoppedException();
        }
    }
}

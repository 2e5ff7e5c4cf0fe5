package dev.spillway.loadtest.demo;

import java.io.PrintStream;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ctrl-C: wakes the thread that does the work, and lets the process end only when that thread has
 * put everything away.
 */
final class Interruption {

    private static final int EXIT_CODE = 130;
    private static final int PATIENCE_SECONDS = 90;

    private final Thread work;
    private final PrintStream out;
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile boolean happened;
    private volatile int exitCode = EXIT_CODE;

    private Interruption(Thread work, PrintStream out) {
        this.work = work;
        this.out = out;
    }

    /** Watches for it on behalf of the calling thread. */
    static Interruption ofThisThread(PrintStream out) {
        Interruption interruption = new Interruption(Thread.currentThread(), out);
        Runtime.getRuntime().addShutdownHook(new Thread(interruption::stop, "stop"));
        return interruption;
    }

    boolean happened() {
        return happened;
    }

    int exitCode() {
        return exitCode;
    }

    /** From now on Ctrl-C is how the work is meant to end, and it ends with this code. */
    void expected(int code) {
        exitCode = code;
    }

    /** The work has put everything away. */
    void ended() {
        ended.countDown();
    }

    private void stop() {
        if (ended.getCount() == 0) {
            return;
        }
        happened = true;
        out.println();
        out.println("Stopping");
        work.interrupt();
        try {
            if (ended.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                out.flush();
                // A process that ends by a signal would report the signal.
                Runtime.getRuntime().halt(exitCode);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}

package dev.spillway.rag.onnx;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtLoggingLevel;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * A process that is told to end while it embeds and first goes on, as a worker that drains. Then
 * its texts are longer, so that ONNX Runtime takes more memory and logs that: its log is the first
 * thing that is gone when its environment is.
 */
final class EmbedsToTheEnd {

    static final int THREADS = 4;
    private static final int MORE = 100;

    private final AtomicInteger embedded = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();
    private final MiniLm model;
    private volatile boolean draining;

    private EmbedsToTheEnd(MiniLm model) {
        this.model = model;
    }

    public static void main(String... arguments) {
        OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_INFO, "test");
        new EmbedsToTheEnd(MiniLm.load()).run();
    }

    private void run() {
        Runtime.getRuntime().addShutdownHook(new Thread(this::drain));
        for (int i = 0; i < THREADS; i++) {
            Thread.ofVirtual().start(this::embed);
        }
        await(embedded, THREADS);
        System.exit(0);
    }

    private void embed() {
        try {
            while (true) {
                model.embed("plugin ".repeat(1 + (draining ? embedded.get() : 0)));
                embedded.incrementAndGet();
            }
        } catch (IllegalStateException e) {
            System.out.println(e.getMessage());
            refused.incrementAndGet();
        }
    }

    private void drain() {
        int before = embedded.get();
        draining = true;
        await(embedded, before + MORE);
        model.close();
        await(refused, THREADS);
        System.out.println("drained");
    }

    private static void await(AtomicInteger counter, int count) {
        while (counter.get() < count) {
            LockSupport.parkNanos(1_000_000);
        }
    }
}

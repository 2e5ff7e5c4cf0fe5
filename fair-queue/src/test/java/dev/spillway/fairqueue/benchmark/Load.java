package dev.spillway.fairqueue.benchmark;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;

/** Callers that do one thing over and over: how often, how long each, at what cost to Redis. */
final class Load {

    /**
     * What came out.
     *
     * @param perSecond operations of all callers together
     * @param p50Micros half of them took at most so long
     * @param redisMicros CPU of Redis for each
     */
    record Result(double perSecond, double p50Micros, double redisMicros) {}

    private enum Phase {
        WARM_UP,
        MEASURE,
        STOP
    }

    private Load() {}

    static Result run(
            int callers, Duration warmUp, Duration measured, RedisCpu cpu, IntConsumer operation)
            throws InterruptedException {
        AtomicReference<Phase> phase = new AtomicReference<>(Phase.WARM_UP);
        ConcurrentLinkedQueue<List<Long>> samples = new ConcurrentLinkedQueue<>();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < callers; i++) {
            int caller = i;
            threads.add(
                    Thread.ofVirtual()
                            .start(() -> samples.add(samplesOf(caller, phase, operation))));
        }
        LockSupport.parkNanos(warmUp.toNanos());
        double cpuBefore = cpu.micros();
        long start = System.nanoTime();
        phase.set(Phase.MEASURE);
        LockSupport.parkNanos(measured.toNanos());
        phase.set(Phase.STOP);
        double seconds = (System.nanoTime() - start) / 1e9;
        double cpuUsed = cpu.micros() - cpuBefore;
        for (Thread thread : threads) {
            thread.join();
        }
        long[] nanos = samples.stream().flatMap(List::stream).mapToLong(n -> n).sorted().toArray();
        if (samples.size() < callers || nanos.length == 0) {
            throw new IllegalStateException("a caller failed; its error is above");
        }
        return new Result(
                nanos.length / seconds, nanos[nanos.length / 2] / 1e3, cpuUsed / nanos.length);
    }

    private static List<Long> samplesOf(
            int caller, AtomicReference<Phase> phase, IntConsumer operation) {
        List<Long> nanos = new ArrayList<>();
        while (phase.get() != Phase.STOP) {
            long start = System.nanoTime();
            operation.accept(caller);
            if (phase.get() == Phase.MEASURE) {
                nanos.add(System.nanoTime() - start);
            }
        }
        return nanos;
    }
}

package dev.spillway.loadtest.benchmark;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Asks one front door, and keeps of each answer's time what was not the work itself. */
final class Callers implements AutoCloseable {

    private static final Pattern SERVED = Pattern.compile("\"servedMillis\"\\s*:\\s*(\\d+)");
    private static final long SECOND_NANOS = Duration.ofSeconds(1).toNanos();

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final LongSupplier nanoTicker;

    Callers(LongSupplier nanoTicker) {
        this.nanoTicker = nanoTicker;
    }

    /**
     * What a front door added, in microseconds, and how many requests did not end with an answer.
     */
    record Added(List<Long> sortedMicros, long failures) {

        Added {
            sortedMicros = List.copyOf(sortedMicros);
        }

        double millis(int percent) {
            return sortedMicros.isEmpty()
                    ? Double.NaN
                    : sortedMicros.get(Math.ceilDiv(sortedMicros.size() * percent, 100) - 1)
                            / 1_000.0;
        }
    }

    /** Open model: each request has its time, and its latency counts from it. */
    Added atRate(URI door, String apiKey, int ratePerSecond, int seconds) throws Exception {
        Collection<Long> added = new ConcurrentLinkedQueue<>();
        Collection<Future<Boolean>> asked = new ConcurrentLinkedQueue<>();
        long begin = nanoTicker.getAsLong();
        for (int i = 0; i < ratePerSecond * seconds; i++) {
            long due = begin + i * SECOND_NANOS / ratePerSecond;
            LockSupport.parkNanos(due - nanoTicker.getAsLong());
            asked.add(threads.submit(() -> ask(door, apiKey, due, added)));
        }
        return finished(asked, added);
    }

    /** Closed model: how many answers a second the front door gives to that many callers. */
    double capacity(URI door, String apiKey, int callers, int seconds) throws Exception {
        Collection<Long> added = new ConcurrentLinkedQueue<>();
        Collection<Future<Boolean>> asked = new ConcurrentLinkedQueue<>();
        long end = nanoTicker.getAsLong() + seconds * SECOND_NANOS;
        for (int i = 0; i < callers; i++) {
            asked.add(
                    threads.submit(
                            () -> {
                                boolean answered = true;
                                while (nanoTicker.getAsLong() < end) {
                                    answered &= ask(door, apiKey, nanoTicker.getAsLong(), added);
                                }
                                return answered;
                            }));
        }
        return (double) finished(asked, added).sortedMicros().size() / seconds;
    }

    private Added finished(Collection<Future<Boolean>> asked, Collection<Long> added)
            throws Exception {
        long failures = 0;
        for (Future<Boolean> one : asked) {
            failures += one.get() ? 0 : 1;
        }
        return new Added(added.stream().sorted().toList(), failures);
    }

    private boolean ask(URI door, String apiKey, long dueNanos, Collection<Long> added)
            throws InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(door.resolve("/v1/query"))
                        .timeout(Duration.ofSeconds(30))
                        .header("Authorization", "Bearer " + apiKey)
                        .header("Content-Type", "application/json")
                        .POST(
                                HttpRequest.BodyPublishers.ofString(
                                        "{\"question\": \"How do I add a hook?\"}"))
                        .build();
        try {
            HttpResponse<String> response =
                    http.send(request, HttpResponse.BodyHandlers.ofString());
            long nanos = nanoTicker.getAsLong() - dueNanos;
            Matcher served = SERVED.matcher(response.body());
            if (response.statusCode() != 200 || !served.find()) {
                return false;
            }
            added.add(nanos / 1_000 - Long.parseLong(served.group(1)) * 1_000);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void close() {
        threads.close();
        http.close();
    }
}

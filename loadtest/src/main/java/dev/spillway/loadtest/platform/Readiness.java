package dev.spillway.loadtest.platform;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/** Waits for the processes of a platform to come up, and tells of it. */
final class Readiness {

    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final Duration TELL_EVERY = Duration.ofSeconds(5);
    private static final Duration LOOK_EVERY = Duration.ofMillis(100);

    private final InstantSource clock;
    private final Consumer<String> progress;
    private final Path logs;
    private final HttpClient http = HttpClient.newHttpClient();

    Readiness(InstantSource clock, Consumer<String> progress, Path logs) {
        this.clock = clock;
        this.progress = progress;
        this.logs = logs;
    }

    /** Something that becomes true while a process comes up. */
    interface Condition {
        boolean holds() throws IOException, InterruptedException;
    }

    /**
     * Waits until a condition holds, and says how long that took.
     *
     * @param what came up, for people
     * @throws IOException when the process ends before, or it takes too long
     */
    void await(String name, String what, ChildProcess process, Condition condition)
            throws IOException, InterruptedException {
        long begin = clock.millis();
        long told = begin;
        while (!condition.holds()) {
            if (!process.isAlive()) {
                throw process.died();
            }
            if (clock.millis() - begin > PATIENCE.toMillis()) {
                throw new IOException(
                        name + " not ready within " + PATIENCE.toSeconds() + " s, see " + logs);
            }
            if (clock.millis() - told > TELL_EVERY.toMillis()) {
                told = clock.millis();
                progress.accept(
                        String.format(
                                Locale.ROOT,
                                "%-10s  starting, %d s",
                                name,
                                (told - begin) / 1_000));
            }
            LockSupport.parkNanos(LOOK_EVERY.toNanos());
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
        }
        progress.accept(
                String.format(
                        Locale.ROOT,
                        "%-10s  ready after %4.1f s  %s",
                        name,
                        (clock.millis() - begin) / 1_000.0,
                        what));
    }

    /** Whether an HTTP server says yes. */
    boolean answers(URI base, String path) throws InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(base.resolve(path)).timeout(Duration.ofSeconds(2)).build();
        try {
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    /** Whether something of this machine takes connections. */
    static boolean listens(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 200);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}

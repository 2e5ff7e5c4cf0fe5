package dev.spillway.controller.process;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Asks workers whether they are ready, without ever waiting for the answer. */
final class ReadinessProbe implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final HttpClient client =
            HttpClient.newBuilder()
                    .connectTimeout(PATIENCE)
                    .version(HttpClient.Version.HTTP_1_1)
                    .build();

    /** Sends a question; the answer is there at a later look. */
    void ask(WorkerProcess worker) {
        URI uri = URI.create("http://127.0.0.1:%d/readyz".formatted(worker.identity().port()));
        var _ =
                client.sendAsync(
                                HttpRequest.newBuilder(uri).timeout(PATIENCE).GET().build(),
                                HttpResponse.BodyHandlers.discarding())
                        .thenAccept(
                                response ->
                                        worker.answersReady().set(response.statusCode() == 200));
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}

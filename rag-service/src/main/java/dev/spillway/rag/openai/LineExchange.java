package dev.spillway.rag.openai;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * One request whose response is taken line by line, so that the taker can do something else while
 * no line comes.
 */
final class LineExchange implements AutoCloseable {

    /** What came from the server. */
    sealed interface Event {

        /** The status line. */
        record Status(int code) implements Event {}

        /** A line of the body. */
        record Line(String text) implements Event {}

        /** The body is complete. */
        record End() implements Event {}

        /** The connection failed. */
        record Broken() implements Event {}

        /** Nothing came in time. */
        record Nothing() implements Event {}
    }

    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
    private final CompletableFuture<HttpResponse<Stream<String>>> response;

    LineExchange(HttpClient client, HttpRequest request) {
        response = client.sendAsync(request, HttpResponse.BodyHandlers.ofLines());
        Thread.ofVirtual().name("model-server-reader").start(this::read);
    }

    private void read() {
        try (Stream<String> lines = open()) {
            lines.forEach(line -> events.add(new Event.Line(line)));
            events.add(new Event.End());
        } catch (RuntimeException _) {
            events.add(new Event.Broken());
        }
    }

    private Stream<String> open() {
        HttpResponse<Stream<String>> answer = response.join();
        events.add(new Event.Status(answer.statusCode()));
        return answer.body();
    }

    Event next(Duration patience) throws InterruptedException {
        Event event = events.poll(patience.toNanos(), TimeUnit.NANOSECONDS);
        return event == null ? new Event.Nothing() : event;
    }

    /** Breaks the connection off unless the response is complete. */
    @Override
    public void close() {
        if (!response.cancel(true) && !response.isCompletedExceptionally()) {
            response.join().body().close();
        }
    }
}

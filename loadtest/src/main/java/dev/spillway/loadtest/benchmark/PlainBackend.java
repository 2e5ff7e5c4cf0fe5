package dev.spillway.loadtest.benchmark;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/**
 * The work without a platform: reads the question, takes its service time, answers, and says how
 * long it took.
 */
final class PlainBackend implements AutoCloseable {

    private static final byte[] ANSWER_END = "}}".getBytes(StandardCharsets.US_ASCII);

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final LongSupplier nanoTicker;
    private final Duration service;
    private final HttpServer server;

    PlainBackend(Duration service, LongSupplier nanoTicker) throws IOException {
        this.service = service;
        this.nanoTicker = nanoTicker;
        this.server =
                HttpServer.create(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1_024);
        server.createContext("/v1/query", this::answer);
        server.setExecutor(threads);
        server.start();
    }

    int port() {
        return server.getAddress().getPort();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            long begin = nanoTicker.getAsLong();
            LockSupport.parkNanos(service.toNanos());
            long millis = (nanoTicker.getAsLong() - begin) / 1_000_000;
            byte[] body =
                    ("{\"answer\":\""
                                    + "x".repeat(600)
                                    + "\",\"timing\":{\"servedMillis\":"
                                    + millis)
                            .getBytes(StandardCharsets.US_ASCII);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length + ANSWER_END.length);
            exchange.getResponseBody().write(body);
            exchange.getResponseBody().write(ANSWER_END);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.close();
    }
}

package dev.spillway.rag.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/** Serves a few fixed pages to GET and HEAD on the JDK's own server. */
public final class ProbeServer implements AutoCloseable {

    private final HttpServer server;
    private final ExecutorService threads;

    /**
     * A page.
     *
     * @param status its status code
     * @param contentType its content type
     * @param body its body
     */
    public record Page(int status, String contentType, String body) {}

    private ProbeServer(HttpServer server, ExecutorService threads) {
        this.server = server;
        this.threads = threads;
    }

    /**
     * Starts to serve.
     *
     * @param pages pages by path
     * @throws IOException when the address cannot be bound
     */
    public static ProbeServer start(InetSocketAddress address, Map<String, Supplier<Page>> pages)
            throws IOException {
        HttpServer server = HttpServer.create(address, 16);
        ExecutorService threads =
                Executors.newFixedThreadPool(
                        2, Thread.ofPlatform().name("http-", 0).daemon().factory());
        server.setExecutor(threads);
        server.createContext("/", exchange -> answer(exchange, pages));
        server.start();
        return new ProbeServer(server, threads);
    }

    public int port() {
        return server.getAddress().getPort();
    }

    private static void answer(HttpExchange exchange, Map<String, Supplier<Page>> pages)
            throws IOException {
        try (exchange) {
            send(exchange, page(exchange, pages));
        }
    }

    private static Page page(HttpExchange exchange, Map<String, Supplier<Page>> pages) {
        Supplier<Page> page = pages.get(exchange.getRequestURI().getPath());
        String method = exchange.getRequestMethod();
        if (page == null) {
            return new Page(404, "application/json", "{\"error\":\"no such page\"}");
        }
        if (!method.equals("GET") && !method.equals("HEAD")) {
            exchange.getResponseHeaders().set("Allow", "GET, HEAD");
            return new Page(405, "application/json", "{\"error\":\"only GET and HEAD\"}");
        }
        return page.get();
    }

    private static void send(HttpExchange exchange, Page page) throws IOException {
        byte[] body = page.body().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", page.contentType());
        if (exchange.getRequestMethod().equals("HEAD")) {
            exchange.sendResponseHeaders(page.status(), -1);
        } else {
            exchange.sendResponseHeaders(page.status(), body.length);
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdown();
    }
}

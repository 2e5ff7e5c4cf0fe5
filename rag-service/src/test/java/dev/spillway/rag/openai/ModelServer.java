package dev.spillway.rag.openai;

import com.sun.net.httpserver.HttpServer;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;

/** A model server that sends what the test gives it, line by line. */
final class ModelServer implements AutoCloseable {

    private static final String END = "\0";

    private final HttpServer server;
    private final int status;
    private final BlockingQueue<String> chunks = new LinkedBlockingQueue<>();
    final BlockingQueue<String> bodies = new LinkedBlockingQueue<>();
    final BlockingQueue<String> authorizations = new LinkedBlockingQueue<>();

    ModelServer(int status) throws IOException {
        this.status = status;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext(
                "/v1/chat/completions",
                exchange -> {
                    try (exchange) {
                        bodies.add(
                                new String(
                                        exchange.getRequestBody().readAllBytes(),
                                        StandardCharsets.UTF_8));
                        authorizations.add(
                                String.valueOf(
                                        exchange.getRequestHeaders().getFirst("Authorization")));
                        exchange.sendResponseHeaders(this.status, 0);
                        write(exchange.getResponseBody());
                    } catch (InterruptedException _) {
                        Thread.currentThread().interrupt();
                    }
                });
        server.start();
    }

    private void write(OutputStream out) throws IOException, InterruptedException {
        for (String chunk = chunks.take(); !chunk.equals(END); chunk = chunks.take()) {
            out.write(chunk.getBytes(StandardCharsets.UTF_8));
            out.flush();
        }
    }

    ModelServer send(String chunk) {
        chunks.add(chunk);
        return this;
    }

    ModelServer delta(String piece) {
        return send("data: {\"choices\":[{\"delta\":{\"content\":\"%s\"}}]}\n\n".formatted(piece));
    }

    ModelServer end() {
        return send(END);
    }

    String url() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    @Override
    public void close() {
        end();
        server.stop(0);
    }
}

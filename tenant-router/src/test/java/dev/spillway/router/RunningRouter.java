package dev.spillway.router;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;

/** A router of its own, spoken to over HTTP. */
final class RunningRouter implements AutoCloseable {
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final ServletWebServerApplicationContext context;

    private RunningRouter(ServletWebServerApplicationContext context) {
        this.context = context;
    }

    static RunningRouter start(int redisPort, String... properties) {
        List<String> arguments = new ArrayList<>(List.of(properties));
        arguments.add("server.port=0");
        arguments.add("router.redis.port=" + redisPort);
        arguments.add("logging.structured.format.console=");
        arguments.add("logging.level.root=warn");
        return new RunningRouter(
                (ServletWebServerApplicationContext)
                        new SpringApplicationBuilder(RouterApplication.class)
                                .run(
                                        arguments.stream()
                                                .map(argument -> "--" + argument)
                                                .toArray(String[]::new)));
    }

    int port() {
        return Objects.requireNonNull(context.getWebServer()).getPort();
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + port() + path));
    }

    HttpRequest.Builder post(String path, String key, String body) {
        return request(path)
                .header("Authorization", "Bearer " + key)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body));
    }

    HttpResponse<String> get(String path) {
        return send(request(path));
    }

    HttpResponse<String> get(String path, String key) {
        return send(request(path).header("Authorization", "Bearer " + key));
    }

    HttpResponse<String> query(String key, String body) {
        return send(post("/v1/query", key, body));
    }

    HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return HTTP.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    CompletableFuture<HttpResponse<String>> sendAsync(HttpRequest.Builder request) {
        return HTTP.sendAsync(request.build(), BodyHandlers.ofString());
    }

    void awaitReady() {
        Await.until("ready", () -> get("/readyz").statusCode() == 200);
    }

    @Override
    public void close() {
        context.close();
    }
}

package dev.spillway.controller.cli;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Asks a running controller. */
final class ControllerClient implements AutoCloseable {

    static final String DEFAULT_URL = "http://localhost:8090";

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    private final String base;

    private ControllerClient(String base) {
        this.base = base;
    }

    /** What a controller answered. */
    record Answer(URI uri, int status, String body) {

        /** What went wrong, in its own words where it has some. */
        String problem() {
            try {
                String detail = JsonMapper.shared().readTree(body).path("detail").asString("");
                if (!detail.isEmpty()) {
                    return detail;
                }
            } catch (JacksonException notAProblem) {
                // Falls through to the same line as a problem without a detail.
            }
            return "%s answered %d".formatted(uri, status);
        }
    }

    /** The controller at the value of {@code --url}; another kind of value is wrong usage. */
    static ControllerClient at(String url, CommandSpec spec) {
        try {
            URI uri = URI.create(url);
            if ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme())) {
                return new ControllerClient(url.replaceAll("/+$", ""));
            }
        } catch (IllegalArgumentException notAUrl) {
            // Falls through to the same line as a URL of another kind.
        }
        throw new ParameterException(
                spec.commandLine(),
                "--url is '%s'; allowed are URLs that begin with http:// or https://"
                        .formatted(url));
    }

    Answer get(String path) throws IOException, InterruptedException {
        URI uri = URI.create(base + path);
        return send(uri, HttpRequest.newBuilder(uri).timeout(PATIENCE).GET().build());
    }

    /** Waits for longer than {@link #get}: the controller answers after its next pass. */
    Answer post(String path, String json) throws IOException, InterruptedException {
        URI uri = URI.create(base + path);
        return send(
                uri,
                HttpRequest.newBuilder(uri)
                        .timeout(PATIENCE.multipliedBy(4))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(json))
                        .build());
    }

    private Answer send(URI uri, HttpRequest request) throws IOException, InterruptedException {
        try {
            HttpResponse<String> response =
                    client.send(request, HttpResponse.BodyHandlers.ofString());
            return new Answer(uri, response.statusCode(), response.body());
        } catch (IOException e) {
            throw new IOException(
                    "no controller answers at %s; is it running, and is --url right?"
                            .formatted(uri),
                    e);
        }
    }

    @Override
    public void close() {
        client.close();
    }
}

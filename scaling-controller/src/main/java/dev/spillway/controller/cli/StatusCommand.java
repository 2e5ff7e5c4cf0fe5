package dev.spillway.controller.cli;

import dev.spillway.controller.status.Status;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;

/** Shows what a running controller sees and does. */
@Command(
        name = "status",
        description = "Shows pools and tenants of a running controller.",
        mixinStandardHelpOptions = true)
final class StatusCommand implements Callable<Integer> {

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration WATCH_PERIOD = Duration.ofSeconds(2);
    private static final String CLEAR = "\033[H\033[2J";

    @Spec private CommandSpec spec = CommandSpec.create();

    @Option(names = "--watch", description = "Shows it again every two seconds, until Ctrl-C.")
    private boolean watch;

    @Option(
            names = "--url",
            paramLabel = "URL",
            description = "Where the controller listens; ${DEFAULT-VALUE} if not given.")
    private String url = "http://localhost:8090";

    @Override
    public Integer call() throws IOException, InterruptedException {
        URI uri = uri();
        PrintWriter out = spec.commandLine().getOut();
        try (HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build()) {
            do {
                Status status = read(client, uri);
                if (watch) {
                    out.print(CLEAR);
                }
                StatusTables.lines(status).forEach(out::println);
                out.flush();
                if (watch) {
                    LockSupport.parkNanos(WATCH_PERIOD.toNanos());
                }
            } while (watch && !Thread.interrupted());
        }
        return spec.exitCodeOnSuccess();
    }

    private URI uri() {
        try {
            URI uri = URI.create(url.replaceAll("/+$", "") + "/api/v1/status");
            if ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme())) {
                return uri;
            }
        } catch (IllegalArgumentException notAUrl) {
            // Falls through to the same line as a URL of another kind.
        }
        throw new ParameterException(
                spec.commandLine(),
                "--url is '%s'; allowed are URLs that begin with http:// or https://"
                        .formatted(url));
    }

    private static Status read(HttpClient client, URI uri)
            throws IOException, InterruptedException {
        HttpResponse<String> response;
        try {
            response =
                    client.send(
                            HttpRequest.newBuilder(uri).timeout(PATIENCE).GET().build(),
                            HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new IOException(
                    "no controller answers at %s; is it running, and is --url right?"
                            .formatted(uri),
                    e);
        }
        if (response.statusCode() != 200) {
            throw new IOException("%s answered %d".formatted(uri, response.statusCode()));
        }
        try {
            return JsonMapper.shared().readValue(response.body(), Status.class);
        } catch (JacksonException e) {
            throw new IOException("%s is not a controller of Spillway".formatted(uri), e);
        }
    }
}

package dev.spillway.controller.kubernetes.inspect;

import dev.spillway.controller.doctor.snapshot.Reading;

import io.fabric8.kubernetes.api.model.NamedContext;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** Finds a cluster the way kubectl does; what fails is one line. */
public final class Connection implements AutoCloseable {

    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final int CONNECT_MILLIS = 5_000;
    private static final int REQUEST_MILLIS = 30_000;
    private static final int RETRIES = 1;

    private final Config config;
    private final KubernetesClient client;

    private Connection(Config config) {
        config.setConnectionTimeout(CONNECT_MILLIS);
        config.setRequestTimeout(REQUEST_MILLIS);
        // Somebody waits at a terminal.
        config.setRequestRetryBackoffLimit(RETRIES);
        this.config = config;
        this.client = new KubernetesClientBuilder().withConfig(config).build();
    }

    /**
     * Connects to nothing yet.
     *
     * @param kubeconfig if not the one of KUBECONFIG or the home directory
     * @param context if not the file's own
     */
    public static Connection of(@Nullable Path kubeconfig, @Nullable String context)
            throws IOException {
        Config config = kubeconfig == null ? Config.autoConfigure(context) : from(kubeconfig, context);
        NamedContext chosen = config.getCurrentContext();
        if (context != null && (chosen == null || !context.equals(chosen.getName()))) {
            throw new IOException(
                    "context is '%s'; allowed are %s"
                            .formatted(context, names(config.getContexts())));
        }
        return new Connection(config);
    }

    private static Config from(Path kubeconfig, @Nullable String context) throws IOException {
        if (!Files.isReadable(kubeconfig)) {
            throw new IOException("%s cannot be read".formatted(kubeconfig));
        }
        try {
            return Config.fromKubeconfig(context, kubeconfig.toFile());
        } catch (RuntimeException e) { // the YAML reader's own among them
            throw new IOException("%s is not a kubeconfig file".formatted(kubeconfig), e);
        }
    }

    private static String names(@Nullable List<NamedContext> contexts) {
        return contexts == null || contexts.isEmpty()
                ? "none, for no kubeconfig was found"
                : contexts.stream()
                        .map(NamedContext::getName)
                        .sorted()
                        .collect(Collectors.joining(", "));
    }

    /** Reads everything in scope. */
    public Reading read(Scope scope) throws IOException {
        try {
            return new Reading(
                    address(),
                    client.getKubernetesVersion().getGitVersion(),
                    scope.words(),
                    new ClusterReader(client, scope).read());
        } catch (KubernetesClientException e) {
            throw new IOException(inOneLine(e), e);
        }
    }

    private String inOneLine(KubernetesClientException e) {
        if (e.getCode() <= 0) {
            return "no API server of Kubernetes answers at %s (%s); --kubeconfig and --context choose another"
                    .formatted(address(), innermost(e));
        }
        return switch (e.getCode()) {
            case UNAUTHORIZED ->
                    "the API server at %s does not accept who you are (401); renew the credentials of your kubeconfig"
                            .formatted(address());
            case FORBIDDEN ->
                    "you may not see which APIs %s serves (403); that needs ClusterRole system:discovery"
                            .formatted(address());
            default -> "the API server at %s answered %d".formatted(address(), e.getCode());
        };
    }

    private static String innermost(Throwable e) {
        Throwable cause = e;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }

    private String address() {
        NamedContext context = config.getCurrentContext();
        return context == null
                ? config.getMasterUrl()
                : "%s (context %s)".formatted(config.getMasterUrl(), context.getName());
    }

    @Override
    public void close() {
        client.close();
    }
}

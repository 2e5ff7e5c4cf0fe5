package dev.spillway.controller.kubernetes.inspect;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesCrudDispatcher;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.fabric8.mockwebserver.Context;
import io.fabric8.mockwebserver.MockWebServer;
import io.fabric8.mockwebserver.http.MockResponse;
import io.fabric8.mockwebserver.http.RecordedRequest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The mock server's storage, with the list of APIs and version that it lacks, and with refusals. */
public final class FakeCluster implements AutoCloseable {

    /** It says every request; held, because loggers that nobody holds lose their level. */
    private static final Logger REQUESTS = Logger.getLogger(MockWebServer.class.getName());

    private final Map<String, Integer> answers = new LinkedHashMap<>();
    private final KubernetesMockServer server =
            new KubernetesMockServer(
                    new Context(), new MockWebServer(), new HashMap<>(), new Storage(), false);

    public FakeCluster() {
        REQUESTS.setLevel(Level.WARNING);
        server.init();
    }

    public KubernetesClient client() {
        KubernetesClient client = server.createClient();
        client.getConfiguration().setRequestRetryBackoffLimit(0);
        return client;
    }

    /** From now on, addresses that end so, or go on with a slash, get that status. */
    public void answer(String address, int status) {
        answers.put(address, status);
    }

    /** A file by which kubectl would find it. */
    public Path kubeconfig(Path folder) {
        try {
            return Files.writeString(
                    folder.resolve("kubeconfig"),
                    """
                    apiVersion: v1
                    kind: Config
                    clusters: [{name: fake, cluster: {server: "http://localhost:%d"}}]
                    users: [{name: me, user: {token: t}}]
                    contexts: [{name: fake, context: {cluster: fake, user: me}}]
                    current-context: fake
                    """
                            .formatted(server.getPort()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        server.destroy();
    }

    private final class Storage extends KubernetesCrudDispatcher {

        Storage() {
            super(List.of());
        }

        @Override
        public MockResponse dispatch(RecordedRequest request) {
            String path = request.getPath().replaceFirst("\\?.*", "");
            Optional<Integer> refusal =
                    answers.entrySet().stream()
                            .filter(
                                    entry ->
                                            path.endsWith(entry.getKey())
                                                    || path.startsWith(entry.getKey() + "/v"))
                            .map(Map.Entry::getValue)
                            .findFirst();
            if (refusal.isPresent()) {
                return new MockResponse().setResponseCode(refusal.get()).setBody("{}");
            }
            return switch (path) {
                case "/version" -> json("{\"major\":\"1\",\"minor\":\"36\",\"gitVersion\":\"v1.36.2\"}");
                case "/apis" ->
                        json(
                                "{\"kind\":\"APIGroupList\",\"apiVersion\":\"v1\",\"groups\":[{\"name\":\"apps\"},{\"name\":\"metrics.k8s.io\"},{\"name\":\"spillway.dev\"}]}");
                default -> super.dispatch(request);
            };
        }

        private MockResponse json(String body) {
            return new MockResponse()
                    .setResponseCode(200)
                    .addHeader("Content-Type", "application/json")
                    .setBody(body);
        }
    }
}

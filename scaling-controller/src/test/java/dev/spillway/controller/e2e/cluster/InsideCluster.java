package dev.spillway.controller.e2e.cluster;

import dev.spillway.fairqueue.Domain;
import dev.spillway.fairqueue.FairQueue;
import dev.spillway.fairqueue.redis.RedisQueues;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.LocalPortForward;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Everything as the manifests install it; reached through port-forwards, so nothing is exposed. */
final class InsideCluster implements ClusterUnderTest {

    private static final String CONTROLLER = "scaling-controller";
    private static final String APP = "app.kubernetes.io/name";
    private static final int CONTROLLER_PORT = 8090;
    private static final int ROUTER_PORT = 8000;
    private static final int REDIS_PORT = 6379;

    /** The nodes may have to fetch the images first. */
    private static final Duration ROLL_OUT = Duration.ofMinutes(5);

    private final KubernetesClient client;
    private final Cluster cluster;
    private final String namespace;
    private final Manifests manifests;
    private final Probe probe;
    private final Map<String, LocalPortForward> forwards = new HashMap<>();
    private @Nullable RedisQueues queues;

    InsideCluster(KubernetesClient client, String namespace, Path folder) {
        this.client = client;
        this.cluster = new Cluster(client);
        this.namespace = namespace;
        this.probe = new Probe(client);
        this.manifests = Manifests.render(client, namespace, folder);
        install();
        rolledOut(CONTROLLER);
        rolledOut("tenant-router");
    }

    private void rolledOut(String deployment) {
        Await.until(
                deployment + " is rolled out",
                ROLL_OUT,
                () -> {
                    var there =
                            client.apps()
                                    .deployments()
                                    .inNamespace(namespace)
                                    .withName(deployment)
                                    .get();
                    var status = there.getStatus();
                    return there.getMetadata()
                                    .getGeneration()
                                    .equals(status.getObservedGeneration())
                            && there.getSpec().getReplicas().equals(status.getUpdatedReplicas())
                            && there.getSpec().getReplicas().equals(status.getAvailableReplicas())
                            && there.getSpec().getReplicas().equals(status.getReplicas());
                });
    }

    private LocalPortForward forward(String pod, int port) {
        LocalPortForward forward = forwards.get(pod);
        if (forward == null || !forward.isAlive()) {
            forward = client.pods().inNamespace(namespace).withName(pod).portForward(port);
            forwards.put(pod, forward);
        }
        return forward;
    }

    @Override
    public Optional<String> lacks(Need need) {
        return switch (need) {
            case READY_WORKERS -> probe.lacks();
            case RUNNING_CONTAINERS -> router().isEmpty() ? noRouter() : Optional.empty();
            case ROOM_FOR_TEN -> cluster.lacksRoom();
            case NO_NODE_IN_AP_SOUTH_1 -> cluster.hasNodeIn("ap-south-1");
            case SECOND_WORKER_IMAGE ->
                    Variables.SPILLWAY_E2E_SECOND_TAG.value().isPresent()
                            ? Optional.empty()
                            : Optional.of("another tag of rag-service in SPILLWAY_E2E_SECOND_TAG");
        };
    }

    private static Optional<String> noRouter() {
        return Optional.of("a router that answers through a port-forward");
    }

    /** The router, if it answers. */
    @Override
    public Optional<URI> router() {
        return routers().findFirst().map(pod -> local(forward(pod, ROUTER_PORT)));
    }

    private Stream<String> routers() {
        return client
                .pods()
                .inNamespace(namespace)
                .withLabel(APP, "tenant-router")
                .list()
                .getItems()
                .stream()
                .map(pod -> pod.getMetadata().getName())
                .filter(pod -> Rest.answers(local(forward(pod, ROUTER_PORT))));
    }

    @Override
    public void killRouter() {
        kill(routers().findFirst().orElseThrow());
    }

    private void kill(String pod) {
        client.pods().inNamespace(namespace).withName(pod).withGracePeriod(0).delete();
    }

    private static URI local(LocalPortForward forward) {
        return URI.create("http://127.0.0.1:" + forward.getLocalPort());
    }

    @Override
    public KubernetesClient client() {
        return client;
    }

    @Override
    public String namespace() {
        return namespace;
    }

    @Override
    public URI leader() {
        return controller("a controller that leads and answers", pod -> pod.equals(holder()));
    }

    @Override
    public URI standby() {
        return controller("a controller that stands by and answers", pod -> !pod.equals(holder()));
    }

    private URI controller(String what, Predicate<String> is) {
        return Await.value(
                what,
                () ->
                        controllers().stream()
                                .map(pod -> pod.getMetadata().getName())
                                .filter(is)
                                .map(pod -> local(forward(pod, CONTROLLER_PORT)))
                                .filter(Rest::answers)
                                .findFirst());
    }

    @Override
    public String holder() {
        return cluster.holder(namespace).orElse("");
    }

    private List<Pod> controllers() {
        return client.pods().inNamespace(namespace).withLabel(APP, CONTROLLER).list().getItems();
    }

    @Override
    public String log() {
        return controllers().stream()
                .map(pod -> pod.getMetadata().getName())
                .map(pod -> client.pods().inNamespace(namespace).withName(pod).getLog())
                .collect(Collectors.joining());
    }

    @Override
    public FairQueue queue(String pool) {
        if (queues == null) {
            queues =
                    RedisQueues.connect("127.0.0.1", forward("redis-0", REDIS_PORT).getLocalPort());
        }
        return queues.queue(new Domain(pool));
    }

    @Override
    public void killLeader() {
        kill(holder());
    }

    @Override
    public void install() {
        manifests.apply(client);
    }

    @Override
    public String workerImage() {
        return client
                .apps()
                .deployments()
                .inNamespace(namespace)
                .withName(CONTROLLER)
                .get()
                .getSpec()
                .getTemplate()
                .getSpec()
                .getContainers()
                .getFirst()
                .getEnv()
                .stream()
                .filter(variable -> variable.getName().equals("SPILLWAY_WORKER_IMAGE"))
                .findFirst()
                .orElseThrow()
                .getValue();
    }

    @Override
    public void useSecondWorkerImage(boolean second) {
        String first = Variables.image("rag-service");
        String image =
                second
                        ? first.substring(0, first.lastIndexOf(':') + 1)
                                + Variables.SPILLWAY_E2E_SECOND_TAG.value().orElseThrow()
                        : first;
        client.apps()
                .deployments()
                .inNamespace(namespace)
                .withName(CONTROLLER)
                .edit(
                        deployment -> {
                            deployment
                                    .getSpec()
                                    .getTemplate()
                                    .getSpec()
                                    .getContainers()
                                    .getFirst()
                                    .getEnv()
                                    .stream()
                                    .filter(each -> each.getName().equals("SPILLWAY_WORKER_IMAGE"))
                                    .forEach(each -> each.setValue(image));
                            return deployment;
                        });
        rolledOut(CONTROLLER);
    }

    @Override
    public void close() {
        if (queues != null) {
            queues.close();
        }
        for (LocalPortForward forward : forwards.values()) {
            try {
                forward.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        client.close();
    }
}

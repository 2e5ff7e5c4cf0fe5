package dev.spillway.controller.e2e.cluster;

import dev.spillway.fairqueue.Domain;
import dev.spillway.fairqueue.FairQueue;
import dev.spillway.fairqueue.redis.RedisQueues;

import io.fabric8.kubernetes.client.KubernetesClient;

import redis.embedded.RedisServer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Controllers that are processes of this machine, with a Redis beside them, and the rights of the
 * account from the manifests. Their workers' pods cannot reach that Redis, so nothing answers.
 */
final class OutsideCluster implements ClusterUnderTest {

    private static final String SECOND_IMAGE = "spillway/rag-service:e2e-second";

    private final KubernetesClient client;
    private final Cluster cluster;
    private final String namespace;
    private final Path folder;
    private final Manifests manifests;
    private final Map<String, String> variables = new HashMap<>();
    private final List<ControllerProcess> running = new ArrayList<>();
    private final List<ControllerProcess> ended = new ArrayList<>();
    private final Probe probe;
    private final RedisServer redis;
    private final RedisQueues queues;

    OutsideCluster(KubernetesClient client, String namespace, Path folder) {
        this.client = client;
        this.cluster = new Cluster(client);
        this.probe = new Probe(client);
        this.namespace = namespace;
        this.folder = folder;
        this.manifests = Manifests.render(client, namespace, folder).withoutWorkloads();
        install();
        try {
            int port = ControllerProcess.freePort();
            redis = new RedisServer(port);
            redis.start();
            queues = RedisQueues.connect("127.0.0.1", port);
            variables.put("REDIS_PORT", Integer.toString(port));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        variables.put("REDIS_HOST", "127.0.0.1");
        variables.put("KUBECONFIG", AccountConfig.write(client, namespace, folder).toString());
        variables.put("SPILLWAY_MODE", "kubernetes");
        variables.put("SPILLWAY_NAMESPACE", namespace);
        variables.put("SPILLWAY_WORKER_IMAGE", Variables.image("rag-service"));
        start("controller-a");
        start("controller-b");
        var _ = leader();
    }

    private void start(String identity) {
        running.add(
                ControllerProcess.start(
                        identity, folder, variables, running.size() + ended.size()));
    }

    @Override
    public Optional<String> lacks(Need need) {
        return switch (need) {
            case READY_WORKERS, SECOND_WORKER_IMAGE -> probe.lacks();
            case RUNNING_CONTAINERS ->
                    Optional.of(
                            "the controller inside the cluster (SPILLWAY_E2E_IMAGE_PREFIX), where containers run");
            case ROOM_FOR_TEN -> cluster.lacksRoom();
            case NO_NODE_IN_AP_SOUTH_1 -> cluster.hasNodeIn("ap-south-1");
        };
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
        return Await.value("a controller that leads", this::leading).address();
    }

    @Override
    public URI standby() {
        return Await.value(
                        "a controller that stands by",
                        () ->
                                running.stream()
                                        .filter(each -> !each.identity().equals(holder()))
                                        .filter(each -> Rest.answers(each.address()))
                                        .findFirst())
                .address();
    }

    private Optional<ControllerProcess> leading() {
        Optional<String> holder = cluster.holder(namespace);
        return running.stream()
                .filter(each -> holder.filter(each.identity()::equals).isPresent())
                .filter(each -> each.process().isAlive())
                .findFirst();
    }

    @Override
    public Optional<URI> router() {
        return Optional.empty();
    }

    @Override
    public void killRouter() {
        throw new IllegalStateException("there is no router outside");
    }

    @Override
    public String holder() {
        return cluster.holder(namespace).orElse("");
    }

    @Override
    public String log() {
        return running.stream().map(ControllerProcess::said).collect(Collectors.joining())
                + ended.stream().map(ControllerProcess::said).collect(Collectors.joining());
    }

    @Override
    public FairQueue queue(String pool) {
        return queues.queue(new Domain(pool));
    }

    /** The new one has a name of its own, as a pod would. */
    @Override
    public void killLeader() {
        ControllerProcess leader = leading().orElseThrow();
        leader.kill();
        running.remove(leader);
        ended.add(leader);
        start("controller-" + (char) ('a' + running.size() + ended.size()));
    }

    @Override
    public void install() {
        manifests.apply(client);
    }

    @Override
    public String workerImage() {
        return variables.getOrDefault("SPILLWAY_WORKER_IMAGE", "");
    }

    /** One after the other, as a Deployment would. */
    @Override
    public void useSecondWorkerImage(boolean second) {
        variables.put(
                "SPILLWAY_WORKER_IMAGE", second ? SECOND_IMAGE : Variables.image("rag-service"));
        for (ControllerProcess old : List.copyOf(running)) {
            old.stop();
            running.remove(old);
            ended.add(old);
            start("controller-" + (char) ('a' + running.size() + ended.size()));
        }
    }

    @Override
    public void close() {
        running.forEach(ControllerProcess::stop);
        queues.close();
        try {
            redis.stop();
            Files.deleteIfExists(folder.resolve("kubeconfig"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        client.close();
    }
}

package dev.spillway.controller.kubernetes.reconcile;

import dev.spillway.controller.catalog.Pool;
import dev.spillway.controller.catalog.ResourceProfile;
import dev.spillway.controller.kubernetes.plan.Seen;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatus;
import io.fabric8.kubernetes.api.model.autoscaling.v1.Scale;
import io.fabric8.kubernetes.api.model.autoscaling.v1.ScaleBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BinaryOperator;
import java.util.function.Function;

/** Reads and writes how many pods pools have. A watch is late; what was written is not. */
final class PoolSize {

    /** Pods with a lower cost go first; others have none, which counts as 0. */
    static final String DELETION_COST = "controller.kubernetes.io/pod-deletion-cost";

    private static final String GOES_FIRST = "-1000";
    private static final Set<String> ENDED = Set.of("Succeeded", "Failed");

    /** A number that was written, and the version that the object got by it. */
    private record Written(int number, String version) {}

    private final KubernetesClient client;
    private final OwnedObjects owned;
    private final Map<String, Written> quotas = new ConcurrentHashMap<>();
    private final Map<String, Written> replicas = new ConcurrentHashMap<>();
    private final Map<String, Long> templates = new ConcurrentHashMap<>();

    PoolSize(KubernetesClient client, OwnedObjects owned) {
        this.client = client;
        this.owned = owned;
    }

    /**
     * The size of a pool.
     *
     * @param inFlight requests in flight by pod
     */
    Seen seen(String pool, Map<String, Integer> inFlight) {
        Optional<ResourceQuota> quota = owned.only(ResourceQuota.class, pool);
        Optional<Deployment> deployment = owned.only(Deployment.class, pool);
        return new Seen(
                latest(quota, quotas.get(pool), each -> pods(each.getSpec().getHard())),
                quota.map(PoolSize::admitted).orElse(OptionalInt.empty()),
                latest(
                        deployment,
                        replicas.get(pool),
                        each -> OptionalInt.of(each.getSpec().getReplicas())),
                deployment.filter(each -> isUpdating(pool, each)).isPresent(),
                owned.of(Pod.class, pool).stream()
                        .filter(pod -> !ENDED.contains(phase(pod)))
                        .map(pod -> planned(pod, inFlight))
                        .toList());
    }

    /** The largest profile of those a pool's workers have and the one that new ones get. */
    ResourceProfile largest(Pool pool) {
        return owned.of(Pod.class, pool.name()).stream()
                .filter(pod -> !ENDED.contains(phase(pod)))
                .flatMap(pod -> pod.getSpec().getContainers().stream())
                .flatMap(container -> profile(container).stream())
                .reduce(pool.resources(), BinaryOperator.maxBy(Comparator.naturalOrder()));
    }

    private static Optional<ResourceProfile> profile(Container container) {
        Map<String, Quantity> requests =
                container.getResources() == null || container.getResources().getRequests() == null
                        ? Map.of()
                        : container.getResources().getRequests();
        return Arrays.stream(ResourceProfile.values())
                .filter(each -> new Quantity(each.cpuRequest()).equals(requests.get("cpu")))
                .filter(each -> new Quantity(each.memoryRequest()).equals(requests.get("memory")))
                .findFirst();
    }

    private static <T extends HasMetadata> OptionalInt latest(
            Optional<T> object, @Nullable Written written, Function<T, OptionalInt> number) {
        if (object.isEmpty()) {
            return OptionalInt.empty();
        }
        return written != null && Version.isOlder(object.get(), written.version())
                ? OptionalInt.of(written.number())
                : number.apply(object.get());
    }

    /** Whether its controller has still to replace pods by those of the newest template. */
    private boolean isUpdating(String pool, Deployment deployment) {
        DeploymentStatus status = deployment.getStatus();
        if (status == null || status.getObservedGeneration() == null) {
            return false;
        }
        return status.getObservedGeneration() < templates.getOrDefault(pool, 0L)
                || !Objects.equals(status.getReplicas(), status.getUpdatedReplicas());
    }

    private static OptionalInt admitted(ResourceQuota quota) {
        return quota.getStatus() == null ? OptionalInt.empty() : pods(quota.getStatus().getHard());
    }

    private static OptionalInt pods(@Nullable Map<String, Quantity> hard) {
        Quantity pods = hard == null ? null : hard.get("pods");
        return pods == null
                ? OptionalInt.empty()
                : OptionalInt.of(pods.getNumericalAmount().intValue());
    }

    private static dev.spillway.controller.kubernetes.plan.Pod planned(
            Pod pod, Map<String, Integer> inFlight) {
        String name = pod.getMetadata().getName();
        return new dev.spillway.controller.kubernetes.plan.Pod(
                name,
                PodState.of(pod),
                inFlight.getOrDefault(name, 0),
                annotations(pod).containsKey(DELETION_COST));
    }

    private static Map<String, String> annotations(Pod pod) {
        Map<String, String> annotations = pod.getMetadata().getAnnotations();
        return annotations == null ? Map.of() : annotations;
    }

    private static String phase(Pod pod) {
        return pod.getStatus() == null || pod.getStatus().getPhase() == null
                ? ""
                : pod.getStatus().getPhase();
    }

    /** Another template was written: pods will be replaced. */
    void templateBecame(String pool, HasMetadata deployment) {
        Long generation = deployment.getMetadata().getGeneration();
        templates.put(pool, generation == null ? 0 : generation);
    }

    void quotaBecame(String pool, int pods, HasMetadata quota) {
        quotas.put(pool, new Written(pods, quota.getMetadata().getResourceVersion()));
    }

    /** Writes the scale of a pool's Deployment. */
    void scale(String pool, int number) {
        Deployment deployment = owned.only(Deployment.class, pool).orElseThrow();
        Scale scale =
                client.apps()
                        .deployments()
                        .inNamespace(deployment.getMetadata().getNamespace())
                        .withName(deployment.getMetadata().getName())
                        .scale(
                                new ScaleBuilder()
                                        .withNewMetadata()
                                        .withName(deployment.getMetadata().getName())
                                        .withNamespace(deployment.getMetadata().getNamespace())
                                        .endMetadata()
                                        .withNewSpec()
                                        .withReplicas(number)
                                        .endSpec()
                                        .build());
        replicas.put(pool, new Written(number, scale.getMetadata().getResourceVersion()));
    }

    /** Says of pods that they go before others, or takes it back. */
    void mark(String pool, List<String> pods, boolean first) {
        String value = first ? "\"" + GOES_FIRST + "\"" : "null";
        String patch =
                "{\"metadata\":{\"annotations\":{\"%s\":%s}}}".formatted(DELETION_COST, value);
        for (Pod pod : owned.of(Pod.class, pool)) {
            if (pods.contains(pod.getMetadata().getName())) {
                client.pods()
                        .inNamespace(pod.getMetadata().getNamespace())
                        .withName(pod.getMetadata().getName())
                        .patch(PatchContext.of(PatchType.JSON_MERGE), patch);
            }
        }
    }

    void forget(String pool) {
        quotas.remove(pool);
        replicas.remove(pool);
        templates.remove(pool);
    }
}

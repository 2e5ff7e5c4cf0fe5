package dev.spillway.controller.e2e;

import dev.spillway.controller.e2e.cluster.Await;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.fabric8.kubernetes.client.readiness.Readiness;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/** What changed in a tenant's namespace and when, as watches on this machine saw it. */
final class Timeline implements AutoCloseable {

    /** What is counted. */
    enum What {
        QUOTA_PODS,
        REPLICAS,
        SCHEDULED,
        READY
    }

    private static final String DELETION_COST = "controller.kubernetes.io/pod-deletion-cost";

    private record Seen(Instant at, What what, int number) {}

    private final String name;
    private final List<Seen> seen = new CopyOnWriteArrayList<>();
    private final Set<String> scheduled = ConcurrentHashMap.newKeySet();
    private final Set<String> ready = ConcurrentHashMap.newKeySet();
    private final Set<String> chosen = ConcurrentHashMap.newKeySet();
    private final List<SharedIndexInformer<? extends HasMetadata>> informers;

    /** Begins with what is there. */
    Timeline(KubernetesClient client, TenantDocument tenant) {
        this.name = tenant.name();
        this.informers =
                List.of(
                        client.resourceQuotas()
                                .inNamespace(tenant.namespace())
                                .inform(new Teller<>(this::quota)),
                        client.apps()
                                .deployments()
                                .inNamespace(tenant.namespace())
                                .inform(new Teller<>(this::deployment)),
                        client.pods().inNamespace(tenant.namespace()).inform(new PodTeller(this)));
    }

    private void quota(ResourceQuota quota) {
        Quantity pods = Objects.requireNonNull(quota.getSpec().getHard().get("pods"));
        see(What.QUOTA_PODS, pods.getNumericalAmount().intValue());
    }

    private void deployment(Deployment deployment) {
        see(What.REPLICAS, deployment.getSpec().getReplicas());
    }

    private void pod(Pod pod) {
        if (pod.getSpec().getNodeName() != null) {
            scheduled.add(pod.getMetadata().getName());
        }
        if (Readiness.isPodReady(pod)) {
            ready.add(pod.getMetadata().getName());
        }
        if (pod.getMetadata().getAnnotations().containsKey(DELETION_COST)) {
            chosen.add(pod.getMetadata().getName());
        }
        see(What.SCHEDULED, scheduled.size());
        see(What.READY, ready.size());
    }

    private void podIsGone(Pod pod) {
        scheduled.remove(pod.getMetadata().getName());
        ready.remove(pod.getMetadata().getName());
        see(What.SCHEDULED, scheduled.size());
        see(What.READY, ready.size());
    }

    private void see(What what, int number) {
        List<Integer> before = numbers(what);
        if (before.isEmpty() || before.getLast() != number) {
            seen.add(new Seen(Await.CLOCK.instant(), what, number));
        }
    }

    /** Every number there was, in order. */
    List<Integer> numbers(What what) {
        return of(what).map(Seen::number).toList();
    }

    /** Pods that were told to go before others, at some time. */
    Set<String> chosen() {
        return Set.copyOf(chosen);
    }

    /** When the number first was at least that much after an instant. */
    Instant reached(What what, int least, Instant after) {
        return Await.value(
                        "%s of %s to reach %d".formatted(what, name, least),
                        () ->
                                of(what).filter(each -> each.number() >= least)
                                        .filter(each -> each.at().isAfter(after))
                                        .findFirst())
                .at();
    }

    private Stream<Seen> of(What what) {
        return seen.stream().filter(each -> each.what() == what);
    }

    /**
     * Prints how long each leg of the way took.
     *
     * @param from when the first request was sent
     * @param decided when the pass began that decided it
     * @param workers how many there are at the end
     */
    void print(Instant from, Instant decided, int workers) {
        Instant quota = reached(What.QUOTA_PODS, workers + 1, from);
        Instant replicas = reached(What.REPLICAS, workers, from);
        Instant scheduledAt = reached(What.SCHEDULED, workers, from);
        Instant readyAt = reached(What.READY, workers, from);
        System.out.printf(
                "timeline %s: detect %d ms, decide %d ms, apply %d ms, schedule %d ms, ready %d ms; spike to scale update %d ms, to %d ready %d ms%n",
                name,
                millis(from, decided),
                millis(decided, quota),
                millis(quota, replicas),
                millis(replicas, scheduledAt),
                millis(scheduledAt, readyAt),
                millis(from, replicas),
                workers,
                millis(from, readyAt));
    }

    private static long millis(Instant from, Instant to) {
        return Duration.between(from, to).toMillis();
    }

    @Override
    public void close() {
        informers.forEach(SharedIndexInformer::close);
    }

    private record Teller<T extends HasMetadata>(java.util.function.Consumer<T> see)
            implements ResourceEventHandler<T> {
        @Override
        public void onAdd(T object) {
            see.accept(object);
        }

        @Override
        public void onUpdate(T before, T after) {
            see.accept(after);
        }

        @Override
        public void onDelete(T object, boolean unknownFinalState) {}
    }

    private record PodTeller(Timeline timeline) implements ResourceEventHandler<Pod> {
        @Override
        public void onAdd(Pod pod) {
            timeline.pod(pod);
        }

        @Override
        public void onUpdate(Pod before, Pod after) {
            timeline.pod(after);
        }

        @Override
        public void onDelete(Pod pod, boolean unknownFinalState) {
            timeline.podIsGone(pod);
        }
    }
}

package dev.spillway.controller.kubernetes.reconcile;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.LimitRange;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Every object of ours in the cluster, kept up to date by watches. */
final class OwnedObjects implements AutoCloseable {

    private static final List<Class<? extends HasMetadata>> KINDS =
            List.of(
                    Namespace.class,
                    ResourceQuota.class,
                    LimitRange.class,
                    NetworkPolicy.class,
                    ServiceAccount.class,
                    Service.class,
                    Deployment.class,
                    PodDisruptionBudget.class,
                    HorizontalPodAutoscaler.class,
                    Pod.class);

    private static final String BY_POOL = "pool";

    private final Map<Class<? extends HasMetadata>, SharedIndexInformer<? extends HasMetadata>>
            informers = new LinkedHashMap<>();

    /**
     * Returns once everything there is was read.
     *
     * @param changed is told the pool of every object that came, changed or went
     */
    OwnedObjects(KubernetesClient client, Consumer<String> changed) {
        KINDS.forEach(kind -> informers.put(kind, inform(client, kind, changed)));
    }

    private static <T extends HasMetadata> SharedIndexInformer<T> inform(
            KubernetesClient client, Class<T> kind, Consumer<String> changed) {
        SharedIndexInformer<T> informer =
                client.resources(kind)
                        .inAnyNamespace()
                        .withLabel(Owned.MANAGED_BY, Owned.CONTROLLER)
                        .runnableInformer(0);
        informer.addIndexers(Map.of(BY_POOL, object -> Owned.pool(object).stream().toList()));
        informer.addEventHandler(new Teller<>(changed));
        // Watches are taken up again whatever broke them.
        informer.exceptionHandler((_, _) -> true);
        return informer.run();
    }

    private record Teller<T extends HasMetadata>(Consumer<String> changed)
            implements ResourceEventHandler<T> {
        @Override
        public void onAdd(T object) {
            Owned.pool(object).ifPresent(changed);
        }

        @Override
        public void onUpdate(T before, T after) {
            Owned.pool(before).ifPresent(changed);
            Owned.pool(after).ifPresent(changed);
        }

        @Override
        public void onDelete(T object, boolean unknownFinalState) {
            Owned.pool(object).ifPresent(changed);
        }
    }

    /** The object of the same kind, namespace and name. */
    Optional<HasMetadata> like(HasMetadata object) {
        return of(object.getClass(), Owned.pool(object).orElse("")).stream()
                .<HasMetadata>map(each -> each)
                .filter(each -> isSame(each, object))
                .findFirst();
    }

    private static boolean isSame(HasMetadata one, HasMetadata other) {
        return one.getMetadata().getName().equals(other.getMetadata().getName())
                && Objects.equals(
                        one.getMetadata().getNamespace(), other.getMetadata().getNamespace());
    }

    /** The objects of a kind that belong to a pool; none for a kind that is not watched. */
    <T extends HasMetadata> List<T> of(Class<T> kind, String pool) {
        return informer(kind)
                .map(informer -> informer.getIndexer().byIndex(BY_POOL, pool))
                .orElse(List.of());
    }

    private <T extends HasMetadata> List<T> all(Class<T> kind) {
        return informer(kind).map(informer -> informer.getStore().list()).orElse(List.of());
    }

    @SuppressWarnings("unchecked") // the informer of a kind holds that kind
    private <T extends HasMetadata> Optional<SharedIndexInformer<T>> informer(Class<T> kind) {
        return Optional.ofNullable((SharedIndexInformer<T>) informers.get(kind));
    }

    <T extends HasMetadata> Optional<T> only(Class<T> kind, String pool) {
        return of(kind, pool).stream().findFirst();
    }

    /** Whether objects of that kind are watched at all. */
    boolean watches(HasMetadata object) {
        return informers.containsKey(object.getClass());
    }

    /** Every pool that has a namespace. */
    Set<String> pools() {
        return all(Namespace.class).stream()
                .flatMap(namespace -> Owned.pool(namespace).stream())
                .collect(Collectors.toSet());
    }

    @Override
    public void close() {
        new ArrayList<>(informers.values()).forEach(SharedIndexInformer::close);
    }
}

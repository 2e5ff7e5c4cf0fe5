package dev.spillway.controller.kubernetes.resource;

import dev.spillway.controller.yaml.CatalogReader;
import dev.spillway.controller.yaml.CatalogSource;
import dev.spillway.controller.yaml.Document;
import dev.spillway.controller.yaml.Problem;
import dev.spillway.controller.yaml.Reading;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;

import org.yaml.snakeyaml.nodes.Node;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

/**
 * The custom resources of a cluster as a source of the catalog. Informers keep them; they are read
 * again only when what one of them asks for changed.
 */
public final class ClusterCatalog implements CatalogSource, AutoCloseable {

    private final CatalogReader reader;
    private final Acceptance<Map<String, Object>> acceptance = new Acceptance<>(this::read);
    private final Map<Document.Kind, SharedIndexInformer<GenericKubernetesResource>> informers =
            new EnumMap<>(Document.Kind.class);
    private final AtomicBoolean changed = new AtomicBoolean(true);
    private volatile Map<ResourceId, Judged> judged = Map.of();

    private record Judged(Verdict verdict, long generation) {}

    private ClusterCatalog(CatalogReader reader) {
        this.reader = reader;
    }

    /**
     * Lists all resources and watches them from then on.
     *
     * @throws IllegalStateException of one line, where the cluster does not know them
     */
    public static ClusterCatalog watch(CustomResources resources, CatalogReader reader) {
        resources.requireInstalled();
        ClusterCatalog catalog = new ClusterCatalog(reader);
        for (Document.Kind kind : Document.Kind.values()) {
            catalog.informers.put(kind, resources.of(kind).inform(catalog.new Changes(kind)));
        }
        return catalog;
    }

    @Override
    public Optional<Reading> poll() {
        if (!changed.getAndSet(false)) {
            return Optional.empty();
        }
        SortedMap<ResourceId, Map<String, Object>> documents = new TreeMap<>();
        SortedMap<ResourceId, Map<String, Object>> leaving = new TreeMap<>();
        Map<ResourceId, Long> generations = new HashMap<>();
        objects()
                .forEach(
                        (id, object) -> {
                            (object.isMarkedForDeletion() ? leaving : documents)
                                    .put(id, document(id.kind(), object));
                            generations.put(id, generation(object));
                        });
        SortedMap<ResourceId, Verdict> verdicts = acceptance.look(documents, leaving.keySet());
        Map<ResourceId, Judged> all = new HashMap<>();
        verdicts.forEach(
                (id, verdict) ->
                        all.put(id, new Judged(verdict, generations.getOrDefault(id, 0L))));
        judged = Map.copyOf(all);
        return Optional.of(reading(verdicts));
    }

    private Reading reading(SortedMap<ResourceId, Verdict> verdicts) {
        List<Problem> problems =
                verdicts.values().stream()
                        .flatMap(
                                verdict ->
                                        verdict instanceof Verdict.Refused(var found, _)
                                                ? found.stream()
                                                : Stream.empty())
                        .toList();
        return problems.isEmpty()
                ? new Reading.Good(acceptance.catalog())
                : new Reading.Partial(acceptance.catalog(), problems);
    }

    /**
     * All that the last {@link #poll} judged and that are still there, in order; from any thread.
     */
    public List<ClusterResource> resources() {
        Map<ResourceId, Judged> verdicts = judged;
        return objects().entrySet().stream()
                .filter(one -> verdicts.containsKey(one.getKey()))
                .map(
                        one -> {
                            Judged last = Objects.requireNonNull(verdicts.get(one.getKey()));
                            return new ClusterResource(
                                    one.getKey(),
                                    one.getValue(),
                                    last.generation(),
                                    one.getValue().isMarkedForDeletion()
                                            ? new Verdict.Deleting()
                                            : last.verdict());
                        })
                .toList();
    }

    /** The newest state of one, judged or not; from any thread. */
    Optional<GenericKubernetesResource> find(ResourceId id) {
        return Optional.ofNullable(informers.get(id.kind()))
                .map(informer -> informer.getStore().getByKey(id.name()));
    }

    /** The newest state of all of a kind; from any thread. */
    List<GenericKubernetesResource> all(Document.Kind kind) {
        return Optional.ofNullable(informers.get(kind))
                .map(informer -> informer.getStore().list())
                .orElse(List.of());
    }

    private SortedMap<ResourceId, GenericKubernetesResource> objects() {
        SortedMap<ResourceId, GenericKubernetesResource> objects = new TreeMap<>();
        informers.forEach(
                (kind, informer) ->
                        informer.getStore()
                                .list()
                                .forEach(
                                        object ->
                                                objects.put(
                                                        new ResourceId(
                                                                kind,
                                                                object.getMetadata().getName()),
                                                        object)));
        return objects;
    }

    private Reading.Whole read(SortedMap<ResourceId, Map<String, Object>> documents) {
        Map<String, Node> nodes = new LinkedHashMap<>();
        documents.forEach((id, document) -> nodes.put(id.toString(), Nodes.of(document)));
        return reader.readNodes(nodes, ClusterRules::check);
    }

    /** What a file would say of it: no status, and of the metadata the name. */
    private static Map<String, Object> document(
            Document.Kind kind, GenericKubernetesResource object) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("apiVersion", Document.API_VERSION);
        document.put("kind", kind.toString());
        document.put("metadata", Map.of("name", object.getMetadata().getName()));
        document.putAll(object.getAdditionalProperties());
        document.remove("status");
        return document;
    }

    private static long generation(GenericKubernetesResource object) {
        Long generation = object.getMetadata().getGeneration();
        return generation == null ? 0 : generation;
    }

    @Override
    public void close() {
        informers.values().forEach(SharedIndexInformer::close);
    }

    /** Notes a change of what is asked for; the controller's own writes of the status are none. */
    private final class Changes implements ResourceEventHandler<GenericKubernetesResource> {

        private final Document.Kind kind;

        Changes(Document.Kind kind) {
            this.kind = kind;
        }

        @Override
        public void onAdd(GenericKubernetesResource object) {
            changed.set(true);
        }

        @Override
        public void onUpdate(GenericKubernetesResource old, GenericKubernetesResource object) {
            if (old.isMarkedForDeletion() != object.isMarkedForDeletion()
                    || generation(old) != generation(object)
                    || !document(kind, old).equals(document(kind, object))) {
                changed.set(true);
            }
        }

        @Override
        public void onDelete(GenericKubernetesResource object, boolean isStateUnknown) {
            changed.set(true);
        }
    }
}

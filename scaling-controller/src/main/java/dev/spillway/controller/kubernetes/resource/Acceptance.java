package dev.spillway.controller.kubernetes.resource;

import dev.spillway.controller.catalog.Catalog;
import dev.spillway.controller.yaml.Document;
import dev.spillway.controller.yaml.Problem;
import dev.spillway.controller.yaml.Reading;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Which of a cluster's resources count: as many as are right by themselves and together. One that
 * is wrong keeps its last good state, and so does one that would make another wrong; only what
 * needs a resource that is gone has to go with it.
 *
 * @param <R> what a resource says; equal when it says the same
 */
final class Acceptance<R> {

    private final Function<SortedMap<ResourceId, R>, Reading.Whole> reader;
    private SortedMap<ResourceId, R> good = new TreeMap<>();
    private Catalog catalog = new Catalog(List.of(), List.of());
    private SortedMap<ResourceId, List<Problem>> refused = new TreeMap<>();

    /**
     * Begins with nothing.
     *
     * @param reader reads resources together; the file of each problem is the resource it is in
     */
    Acceptance(Function<SortedMap<ResourceId, R>, Reading.Whole> reader) {
        this.reader = reader;
    }

    /** What holds after the last {@link #look}. */
    Catalog catalog() {
        return catalog;
    }

    /**
     * Takes what can be taken of all resources there are, and says what it makes of each.
     *
     * @param leaving those that are being deleted, and not among them
     */
    SortedMap<ResourceId, Verdict> look(SortedMap<ResourceId, R> all, Set<ResourceId> leaving) {
        refused = new TreeMap<>();
        keepOnly(all.keySet());
        SortedMap<ResourceId, R> changed = new TreeMap<>(all);
        changed.entrySet().removeIf(one -> one.getValue().equals(good.get(one.getKey())));
        add(changed);
        judgeEachAlone(changed);
        SortedMap<ResourceId, String> absent = absent(leaving);
        SortedMap<ResourceId, Verdict> verdicts = new TreeMap<>();
        all.keySet().forEach(id -> verdicts.put(id, verdict(id, absent)));
        leaving.forEach(id -> verdicts.put(id, new Verdict.Deleting()));
        return verdicts;
    }

    /** One may have looked wrong only because of another that is refused. */
    private void judgeEachAlone(SortedMap<ResourceId, R> changed) {
        for (ResourceId id : List.copyOf(refused.keySet())) {
            refused.remove(id);
            SortedMap<ResourceId, R> alone = new TreeMap<>(changed);
            alone.keySet().retainAll(Set.of(id));
            add(alone);
        }
    }

    private void keepOnly(Set<ResourceId> present) {
        SortedMap<ResourceId, R> kept = new TreeMap<>(good);
        if (!kept.keySet().retainAll(present)) {
            return;
        }
        Optional<List<Problem>> problems = take(kept);
        while (problems.isPresent()) {
            SortedMap<ResourceId, R> fewer = new TreeMap<>(kept);
            if (!fewer.keySet().removeAll(byResource(problems.get(), kept.keySet()).keySet())) {
                throw new IllegalStateException("of no resource: " + problems.get());
            }
            kept = fewer;
            problems = take(kept);
        }
    }

    private void add(SortedMap<ResourceId, R> changed) {
        if (!changed.isEmpty()) {
            SortedMap<ResourceId, R> trial = new TreeMap<>(good);
            trial.putAll(changed);
            take(trial).ifPresent(problems -> addWithout(changed, problems));
        }
    }

    /** Takes all of them, or nothing and says why. */
    private Optional<List<Problem>> take(SortedMap<ResourceId, R> resources) {
        return switch (reader.apply(resources)) {
            case Reading.Good(Catalog read) -> {
                good = resources;
                catalog = read;
                yield Optional.empty();
            }
            case Reading.Refused(var problems) -> Optional.of(problems);
        };
    }

    private void addWithout(SortedMap<ResourceId, R> changed, List<Problem> problems) {
        SortedMap<ResourceId, List<Problem>> own = byResource(problems, changed.keySet());
        if (!own.isEmpty()) {
            // A wrong pool makes its tenants look wrong: the first kind alone, then all again.
            Document.Kind first = own.firstKey().kind();
            own.keySet().removeIf(id -> id.kind() != first);
            refused.putAll(own);
            SortedMap<ResourceId, R> others = new TreeMap<>(changed);
            others.keySet().removeAll(own.keySet());
            add(others);
        } else if (changed.size() == 1) {
            refused.put(changed.firstKey(), List.of(breaks(changed.firstKey(), problems)));
        } else {
            List<ResourceId> order = new ArrayList<>(changed.keySet());
            ResourceId middle = order.get(order.size() / 2);
            add(new TreeMap<>(changed.headMap(middle)));
            add(new TreeMap<>(changed.tailMap(middle)));
        }
    }

    private static Problem breaks(ResourceId id, List<Problem> problems) {
        Problem other = problems.getFirst();
        return new Problem(
                id.toString(),
                0,
                "would make %s wrong: %s".formatted(other.file(), other.message()));
    }

    private static SortedMap<ResourceId, List<Problem>> byResource(
            List<Problem> problems, Set<ResourceId> resources) {
        Map<String, List<Problem>> byName =
                problems.stream().collect(Collectors.groupingBy(Problem::file));
        SortedMap<ResourceId, List<Problem>> found = new TreeMap<>();
        for (ResourceId id : resources) {
            List<Problem> own = byName.get(id.toString());
            if (own != null) {
                found.put(id, own);
            }
        }
        return found;
    }

    private Verdict verdict(ResourceId id, SortedMap<ResourceId, String> absent) {
        List<Problem> problems = refused.get(id);
        return problems == null
                ? new Verdict.Accepted()
                : new Verdict.Refused(
                        problems.stream().map(one -> explained(one, id, absent)).toList(),
                        good.containsKey(id));
    }

    /** Tiers and pools that others may ask for in vain, and why. */
    private SortedMap<ResourceId, String> absent(Set<ResourceId> leaving) {
        SortedMap<ResourceId, String> absent = new TreeMap<>();
        leaving.forEach(id -> absent.put(id, "is being deleted"));
        refused.keySet().stream()
                .filter(id -> !good.containsKey(id))
                .forEach(id -> absent.put(id, "is refused"));
        absent.keySet()
                .removeIf(id -> id.kind() != Document.Kind.TIER && id.kind() != Document.Kind.POOL);
        return absent;
    }

    private static Problem explained(
            Problem problem, ResourceId of, SortedMap<ResourceId, String> absent) {
        return absent.entrySet().stream()
                .filter(one -> !one.getKey().equals(of))
                .filter(
                        one ->
                                problem.message()
                                        .contains(" is '%s'; ".formatted(one.getKey().name())))
                .findFirst()
                .map(
                        one ->
                                new Problem(
                                        problem.file(),
                                        problem.line(),
                                        "%s (%s %s)"
                                                .formatted(
                                                        problem.message(),
                                                        one.getKey(),
                                                        one.getValue())))
                .orElse(problem);
    }
}

package dev.spillway.controller.doctor.snapshot;

import io.fabric8.kubernetes.api.model.APIService;
import io.fabric8.kubernetes.api.model.HasMetadata;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A cluster as it was at one moment.
 *
 * @param apiGroups that the API server knows
 * @param found what there is of each kind that could be read; a kind whose API is missing has none
 * @param gaps what could not be read
 */
public record Snapshot(
        Set<String> apiGroups,
        Map<Resource<?>, List<? extends HasMetadata>> found,
        List<Gap> gaps) {

    public Snapshot {
        apiGroups = Set.copyOf(apiGroups);
        found = Map.copyOf(found);
        gaps = List.copyOf(gaps);
    }

    public <T extends HasMetadata> List<T> list(Resource<T> resource) {
        return found.getOrDefault(resource, List.of()).stream().map(resource.type()::cast).toList();
    }

    /** Whether an empty list means that there is none; a check of what is missing must ask. */
    public boolean knows(Resource<?> resource) {
        return gaps.stream().noneMatch(gap -> gap.resource().equals(resource));
    }

    /**
     * Whether any kind that keeps pods running could be read: without, no finding means nothing.
     */
    public boolean knowsWorkloads() {
        return Stream.of(Resource.DEPLOYMENTS, Resource.STATEFUL_SETS, Resource.DAEMON_SETS)
                .anyMatch(this::knows);
    }

    /** Whether somebody answers for that API. */
    public boolean serves(String group) {
        return apiGroups.contains(group)
                && unavailable().noneMatch(api -> api.getSpec().getGroup().equals(group));
    }

    /** APIs that were promised and do not answer. */
    public Stream<APIService> unavailable() {
        return list(Resource.API_SERVICES).stream()
                .filter(
                        api ->
                                Condition.named("Available", Condition.of(api))
                                        .filter(Condition::isFalse)
                                        .isPresent());
    }

    /** Everything that keeps pods running. */
    public List<Workload> workloads() {
        return Stream.of(
                        list(Resource.DEPLOYMENTS).stream().map(Workload::of),
                        list(Resource.STATEFUL_SETS).stream().map(Workload::of),
                        list(Resource.DAEMON_SETS).stream().map(Workload::of))
                .flatMap(each -> each)
                .toList();
    }
}

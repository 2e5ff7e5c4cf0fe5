package dev.spillway.controller.kubernetes.tree;

import tools.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** How many of a workload there are, who says so, and what keeps some of them alive. */
final class FleetRules {

    private static final int SHORTEST_CALM_SECONDS = 120;

    private final Tree tree;
    private final Manifest workload;
    private final List<Manifest> scalers;
    private final List<String> broken = new ArrayList<>();

    private FleetRules(Tree tree, Manifest workload) {
        this.tree = tree;
        this.workload = workload;
        this.scalers = tree.scalersOf(workload);
    }

    static List<String> brokenIn(Tree tree) {
        return Stream.concat(
                        tree.workloads()
                                .filter(Manifest::serves)
                                .flatMap(
                                        workload ->
                                                new FleetRules(tree, workload).check().stream()),
                        tree.all("PodDisruptionBudget").flatMap(budget -> lost(tree, budget)))
                .toList();
    }

    private static Stream<String> lost(Tree tree, Manifest budget) {
        boolean both =
                budget.at("/spec").has("minAvailable") == budget.at("/spec").has("maxUnavailable");
        int guarded =
                tree.workloadsWith(budget.namespace(), budget.texts("/spec/selector/matchLabels"))
                        .size();
        return Stream.of(
                        both ? budget + " needs one of minAvailable and maxUnavailable" : "",
                        guarded == 1 ? "" : "%s guards %d workloads".formatted(budget, guarded))
                .filter(mistake -> !mistake.isEmpty());
    }

    private List<String> check() {
        checkSelector();
        checkScalers();
        if (mostReplicas() > 1) {
            checkBudget();
            checkSpread();
        }
        return broken;
    }

    private void checkSelector() {
        Map<String, String> selector = workload.texts("/spec/selector/matchLabels");
        List<Manifest> selected = tree.workloadsWith(workload.namespace(), selector);
        demand(
                selected.equals(List.of(workload)),
                "selects %s instead of its own pods".formatted(selected));
    }

    private void checkScalers() {
        demand(scalers.size() < 2, "is scaled by more than one: " + scalers);
        if (scalers.isEmpty()) {
            return;
        }
        Manifest scaler = scalers.getFirst();
        demand(
                workload.at("/spec/replicas").isMissingNode(),
                "has a number of replicas, and %s has another".formatted(scaler));
        demand(fewestReplicas() <= mostReplicas(), scaler + " has its minimum above its maximum");
        JsonNode window = downWindow(scaler);
        demand(
                window.asInt(0) >= SHORTEST_CALM_SECONDS,
                "shrinks after %s s of calm".formatted(window.asString("no")));
        if (goesByTheQueue(scaler)) {
            return;
        }
        tree.all("VerticalPodAutoscaler")
                .filter(sizer -> sizer.text("/spec/targetRef/name").equals(workload.name()))
                .filter(sizer -> sizer.text("/spec/targetRef/kind").equals(workload.kind()))
                .filter(sizer -> !sizer.text("/spec/updatePolicy/updateMode").equals("Off"))
                .forEach(sizer -> demand(false, "is resized and scaled at once"));
    }

    /** One that does not read processor or memory is not disturbed by pods of another size. */
    private static boolean goesByTheQueue(Manifest scaler) {
        List<JsonNode> triggers = scaler.items("/spec/triggers");
        return !triggers.isEmpty()
                && triggers.stream()
                        .noneMatch(
                                trigger ->
                                        List.of("cpu", "memory")
                                                .contains(trigger.path("type").asString("")));
    }

    private static JsonNode downWindow(Manifest scaler) {
        String behavior =
                scaler.kind().equals("ScaledObject")
                        ? "/spec/advanced/horizontalPodAutoscalerConfig/behavior"
                        : "/spec/behavior";
        return scaler.at(behavior + "/scaleDown/stabilizationWindowSeconds");
    }

    private int fewestReplicas() {
        return scalers.stream()
                .flatMapToInt(
                        scaler -> numbers(scaler, "/spec/minReplicas", "/spec/minReplicaCount"))
                .findFirst()
                .orElse(workload.at("/spec/replicas").asInt(1));
    }

    private int mostReplicas() {
        return scalers.stream()
                .flatMapToInt(
                        scaler -> numbers(scaler, "/spec/maxReplicas", "/spec/maxReplicaCount"))
                .findFirst()
                .orElse(workload.at("/spec/replicas").asInt(1));
    }

    private static IntStream numbers(Manifest scaler, String... pointers) {
        return Stream.of(pointers)
                .map(scaler::at)
                .filter(JsonNode::isNumber)
                .mapToInt(JsonNode::asInt);
    }

    private void checkBudget() {
        Map<String, String> labels = workload.podTemplate().labels();
        List<Manifest> budgets =
                tree.all("PodDisruptionBudget")
                        .filter(budget -> budget.namespace().equals(workload.namespace()))
                        .filter(
                                budget ->
                                        labels.entrySet()
                                                .containsAll(
                                                        budget.texts("/spec/selector/matchLabels")
                                                                .entrySet()))
                        .toList();
        demand(budgets.size() == 1, "has %d disruption budgets".formatted(budgets.size()));
        for (Manifest budget : budgets) {
            JsonNode kept = budget.at("/spec/minAvailable");
            demand(
                    kept.isMissingNode() || (kept.isNumber() && kept.asInt() < fewestReplicas()),
                    "can never be drained: %s keeps %s of %d"
                            .formatted(budget, kept, fewestReplicas()));
        }
    }

    private void checkSpread() {
        demand(
                workload.podSpec()
                        .at(
                                "/affinity/podAntiAffinity/preferredDuringSchedulingIgnoredDuringExecution")
                        .valueStream()
                        .anyMatch(
                                term ->
                                        term.path("weight").asInt() == 100
                                                && term.at("/podAffinityTerm/topologyKey")
                                                        .asString("")
                                                        .equals("kubernetes.io/hostname")),
                "would rather share a node");
    }

    private void demand(boolean met, String otherwise) {
        if (!met) {
            broken.add(workload + " " + otherwise);
        }
    }
}

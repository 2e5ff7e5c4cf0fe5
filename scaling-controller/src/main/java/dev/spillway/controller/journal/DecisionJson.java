package dev.spillway.controller.journal;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

import dev.spillway.controller.bound.Limits;
import dev.spillway.controller.decision.Allotment;
import dev.spillway.controller.decision.Choice;
import dev.spillway.controller.decision.Decision;
import dev.spillway.controller.pause.Order;
import dev.spillway.controller.pause.Pause;
import dev.spillway.controller.recommend.Observation;
import dev.spillway.controller.recommend.Policy;
import dev.spillway.controller.recommend.Recommendation;
import dev.spillway.controller.recommend.Signal;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Decisions as JSON and back without a loss. The types that decide know nothing of JSON; a policy's
 * state is read as the type that the policy of the recorded version says.
 */
public final class DecisionJson {

    static final JsonMapper MAPPER =
            JsonMapper.builder()
                    .addMixIn(Signal.class, SignalKinds.class)
                    .addMixIn(Recommendation.class, RecommendationKinds.class)
                    .addMixIn(Decision.class, WithoutAbsentParts.class)
                    .addMixIn(Limits.class, WithoutAbsentPause.class)
                    .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
                    .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
                    .build();

    private final StateTypes stateTypes;

    private DecisionJson(StateTypes stateTypes) {
        this.stateTypes = stateTypes;
    }

    /** What the state of a policy is, by its version. */
    private interface StateTypes {
        Class<?> of(String version) throws UnreadableException;
    }

    /** Reads decisions of those policies that are found by their version. */
    public static DecisionJson of(Function<String, Optional<Policy<?>>> policyOfVersion) {
        return new DecisionJson(
                version ->
                        policyOfVersion
                                .apply(version)
                                .orElseThrow(
                                        () ->
                                                new UnreadableException(
                                                        "was decided by policy '%s', which this program does not have"
                                                                .formatted(version)))
                                .stateType());
    }

    /** Reads decisions of any policy for people, who need no state. */
    public static DecisionJson withoutStates() {
        return new DecisionJson(_ -> Object.class);
    }

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Signal.Fresh.class, name = "fresh"),
        @JsonSubTypes.Type(value = Signal.Stale.class, name = "stale"),
        @JsonSubTypes.Type(value = Signal.Missing.class, name = "missing")
    })
    private interface SignalKinds {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Recommendation.Replicas.class, name = "replicas"),
        @JsonSubTypes.Type(value = Recommendation.Hold.class, name = "hold")
    })
    private interface RecommendationKinds {}

    /** Records without them are what they were before there were allotments and orders. */
    interface WithoutAbsentParts {
        @JsonInclude(JsonInclude.Include.NON_ABSENT)
        Optional<Allotment> allotment();

        @JsonInclude(JsonInclude.Include.NON_EMPTY)
        List<Order.Taken> orders();
    }

    /** Limits without one are what they were before there were pauses. */
    interface WithoutAbsentPause {
        @JsonInclude(JsonInclude.Include.NON_ABSENT)
        Optional<Pause> pause();
    }

    public static String write(Object value) {
        return MAPPER.writeValueAsString(value);
    }

    /** What one line says, or a reason why that cannot be known. */
    public Decision read(String line) throws UnreadableException {
        try {
            JsonNode tree = MAPPER.readTree(line);
            int format = tree.path("format").asInt(0);
            if (format != Decision.FORMAT) {
                throw new UnreadableException(
                        "is not a decision of format %d, the one that is known here"
                                .formatted(Decision.FORMAT));
            }
            return new Decision(
                    format,
                    part(tree, "controller", String.class),
                    part(tree, "at", Instant.class),
                    part(tree, "pool", String.class),
                    part(tree, "seen", Observation.class),
                    limits(tree),
                    choice(tree.path("live")),
                    tree.hasNonNull("shadow")
                            ? Optional.of(choice(tree.path("shadow")))
                            : Optional.empty(),
                    tree.hasNonNull("allotment")
                            ? Optional.of(part(tree, "allotment", Allotment.class))
                            : Optional.empty(),
                    tree.hasNonNull("orders")
                            ? List.of(part(tree, "orders", Order.Taken[].class))
                            : List.of());
        } catch (JacksonException e) {
            throw new UnreadableException("is not a decision: " + e.getOriginalMessage(), e);
        }
    }

    private static Limits limits(JsonNode tree) {
        if (tree.required("limits") instanceof ObjectNode limits && !limits.has("pause")) {
            limits.putNull("pause");
        }
        return part(tree, "limits", Limits.class);
    }

    private static <T> T part(JsonNode tree, String name, Class<T> type) {
        return MAPPER.treeToValue(tree.required(name), type);
    }

    private Choice<?> choice(JsonNode tree) throws UnreadableException {
        Class<?> state = stateTypes.of(part(tree, "policy", String.class));
        return MAPPER.treeToValue(tree, of(Choice.class, state));
    }

    /** A generic type over the state of a policy. */
    static JavaType of(Class<?> generic, Class<?> state) {
        return MAPPER.getTypeFactory().constructParametricType(generic, state);
    }
}

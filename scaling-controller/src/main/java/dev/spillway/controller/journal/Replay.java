package dev.spillway.controller.journal;

import dev.spillway.controller.decision.Allotment;
import dev.spillway.controller.decision.Choice;
import dev.spillway.controller.decision.Decider;
import dev.spillway.controller.decision.Decision;
import dev.spillway.controller.recommend.Policy;

import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Makes every decision of a file once more, from what its own line says, and compares the two as
 * JSON, byte for byte.
 */
public final class Replay {

    private final Function<String, Optional<Policy<?>>> policyOfVersion;
    private final DecisionJson json;
    private long decisions;
    private long choices;
    private long agreeing;
    private Optional<String> firstDifference = Optional.empty();

    public Replay(Function<String, Optional<Policy<?>>> policyOfVersion) {
        this.policyOfVersion = policyOfVersion;
        this.json = DecisionJson.of(policyOfVersion);
    }

    /**
     * What came out.
     *
     * @param decisions in the file
     * @param choices in them, those of policies in shadow included
     * @param agreeing decisions that came out the same
     * @param firstDifference where the first other one differs
     */
    public record Result(
            long decisions, long choices, long agreeing, Optional<String> firstDifference) {}

    /** Replays a file; an unreadable line ends it. */
    public static Result of(Path file, Function<String, Optional<Policy<?>>> policyOfVersion)
            throws IOException, UnreadableException {
        Replay replay = new Replay(policyOfVersion);
        DecisionFile.read(file, replay::line);
        return new Result(
                replay.decisions, replay.choices, replay.agreeing, replay.firstDifference);
    }

    private void line(int number, String line) throws UnreadableException {
        Decision recorded;
        try {
            recorded = json.read(line);
        } catch (UnreadableException e) {
            throw new UnreadableException("line %d %s".formatted(number, e.getMessage()), e);
        }
        String replayed = DecisionJson.write(again(recorded));
        decisions++;
        choices += recorded.shadow().isPresent() ? 2 : 1;
        if (replayed.equals(line)) {
            agreeing++;
        } else if (firstDifference.isEmpty()) {
            firstDifference =
                    Optional.of(
                            "line %d, pool %s at %s: %s"
                                    .formatted(
                                            number,
                                            recorded.pool(),
                                            recorded.at(),
                                            difference(
                                                    "",
                                                    DecisionJson.MAPPER.readTree(line),
                                                    DecisionJson.MAPPER.readTree(replayed))));
        }
    }

    private Decision again(Decision recorded) {
        Optional<Allotment> allotment = recorded.allotment().map(cut -> cut.again(recorded.pool()));
        return new Decision(
                recorded.format(),
                recorded.controller(),
                recorded.at(),
                recorded.pool(),
                recorded.seen(),
                allotment
                        .map(cut -> recorded.limits().withCapacity(cut.grant().granted()))
                        .orElse(recorded.limits()),
                again(recorded.live(), recorded),
                recorded.shadow().map(shadow -> again(shadow, recorded)),
                allotment,
                recorded.orders());
    }

    private Choice<?> again(Choice<?> recorded, Decision decision) {
        Policy<?> policy = policyOfVersion.apply(recorded.policy()).orElseThrow();
        return again(policy, recorded, decision);
    }

    /** Safe: the choice was read with the state type of just this policy. */
    @SuppressWarnings("unchecked")
    private static <S> Choice<S> again(Policy<S> policy, Choice<?> recorded, Decision decision) {
        return Decider.again(policy, (Choice<S>) recorded, decision);
    }

    /** The first place where two trees differ, in the order of the fields. */
    private static String difference(String path, JsonNode recorded, JsonNode replayed) {
        if (recorded.isObject() && replayed.isObject()) {
            TreeSet<String> names = new TreeSet<>(recorded.propertyNames());
            names.addAll(replayed.propertyNames());
            for (String name : names) {
                if (!recorded.path(name).equals(replayed.path(name))) {
                    return difference(path + "/" + name, recorded.path(name), replayed.path(name));
                }
            }
        }
        if (recorded.isArray() && replayed.isArray() && recorded.size() == replayed.size()) {
            for (int i = 0; i < recorded.size(); i++) {
                if (!recorded.get(i).equals(replayed.get(i))) {
                    return difference(path + "/" + i, recorded.get(i), replayed.get(i));
                }
            }
        }
        return recorded.equals(replayed)
                ? "the same values, written differently"
                : "%s is %s, and %s when decided again"
                        .formatted(path, shown(recorded), shown(replayed));
    }

    private static String shown(JsonNode node) {
        String text = node.isMissingNode() ? "absent" : node.toString();
        return text.length() <= 120 ? text : text.substring(0, 120) + "…";
    }
}

package dev.spillway.controller.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spillway.controller.bound.Bound;
import dev.spillway.controller.bound.Memory;
import dev.spillway.controller.decision.Choice;
import dev.spillway.controller.decision.Decider;
import dev.spillway.controller.decision.Decision;
import dev.spillway.controller.decision.Examples;
import dev.spillway.controller.decision.Standing;
import dev.spillway.controller.policy.Policies;
import dev.spillway.controller.recommend.Observation;
import dev.spillway.controller.recommend.Policy;
import dev.spillway.controller.recommend.QueueDepthPolicy;
import dev.spillway.controller.recommend.Signal;
import dev.spillway.controller.recommend.Stateless;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

final class ReplayTest {

    private static final SmoothedPolicy SMOOTHED = new SmoothedPolicy(0.9, true);

    @TempDir private Path folder;
    private Path path = Path.of("");
    private DecisionFile file = new DecisionFile(path, 0);

    @BeforeEach
    void file() {
        path = folder.resolve("decisions.jsonl");
        file = new DecisionFile(path, 100_000_000);
    }

    @Test
    void everyDecisionComesOutTheSame() throws Exception {
        List<Decision> decisions = aDayOfDecisions(2000);
        decisions.forEach(file::append);

        Replay.Result result = Replay.of(path, ReplayTest::policy);

        assertThat(result).isEqualTo(new Replay.Result(2000, 4000, 2000, Optional.empty()));
    }

    @Test
    void whatIsReadIsWhatWasWritten() throws Exception {
        DecisionJson json = DecisionJson.of(ReplayTest::policy);
        for (Decision decision : aDayOfDecisions(200)) {
            assertThat(json.read(DecisionJson.write(decision))).isEqualTo(decision);
        }
    }

    /** Written before there were pauses and orders. */
    @Test
    void aRecordOfAnEarlierProgramComesOutTheSame() throws Exception {
        Path old =
                Path.of(
                        System.getProperty("spillway.root"),
                        "scaling-controller/src/test/resources/decisions/before-pauses.jsonl");

        assertThat(Replay.of(old, ReplayTest::policy))
                .isEqualTo(new Replay.Result(1, 1, 1, Optional.empty()));
        Decision decision = DecisionJson.withoutStates().read(Files.readString(old));
        assertThat(decision.limits().pause()).isEmpty();
        assertThat(decision.orders()).isEmpty();
    }

    @Test
    void showsTheFirstThatDiffers() throws Exception {
        aDayOfDecisions(10).forEach(file::append);
        List<String> lines = new ArrayList<>(Files.readAllLines(path));
        lines.set(4, lines.get(4).replace("\"waiting\":", "\"waiting\":1"));
        lines.set(7, lines.get(7).replace("\"waiting\":", "\"waiting\":1"));
        Files.write(path, lines);

        Replay.Result result = Replay.of(path, ReplayTest::policy);

        assertThat(result.agreeing()).isEqualTo(8);
        assertThat(result.firstDifference())
                .hasValueSatisfying(
                        difference ->
                                assertThat(difference)
                                        .startsWith("line 5, pool shared at 2026-01-05T02:47:17Z: ")
                                        .contains("/live/", "when decided again"));
    }

    @Test
    void refusesADecisionByAnUnknownPolicyWithOneLine() throws Exception {
        aDayOfDecisions(3).forEach(file::append);

        assertThatThrownBy(() -> Replay.of(path, Policies::ofVersion))
                .isInstanceOf(UnreadableException.class)
                .hasMessage(
                        "line 1 was decided by policy 'smoothed/1 keep=0.9 self=true', which this program does not have");
    }

    @Test
    void refusesALineThatIsNoDecision() throws Exception {
        file.append(Examples.decision(Examples.NOW, 3, 5, Bound.NONE));
        Files.writeString(path, Files.readString(path) + "{\"format\":1,\"at\":\"20");

        assertThatThrownBy(() -> Replay.of(path, ReplayTest::policy))
                .isInstanceOf(UnreadableException.class)
                .hasMessageStartingWith("line 2 is not a decision: ");

        Files.writeString(path, "{\"at\":\"2026-01-05T10:00:00Z\",\"pool\":\"shared\"}\n");
        assertThatThrownBy(() -> Replay.of(path, ReplayTest::policy))
                .hasMessage("line 1 is not a decision of format 1, the one that is known here");
    }

    @Test
    void aFullFileMakesRoom() throws IOException {
        DecisionFile small = new DecisionFile(path, 10_000);
        List<Decision> decisions = aDayOfDecisions(40);
        decisions.forEach(small::append);

        assertThat(DecisionFile.withOlder(path)).hasSize(2).allMatch(Files::exists);
        assertThat(Files.readAllLines(path).getLast())
                .isEqualTo(DecisionJson.write(decisions.getLast()));
        assertThat(Files.size(path)).isLessThan(20_000);
    }

    @Test
    void findsWhatHeldAtATimeByPoolAndByTenant() throws Exception {
        List<Decision> decisions = aDayOfDecisions(60);
        decisions.forEach(file::append);
        Instant time = Examples.NOW.plusMillis(30_400);

        DecisionSearch.Found byTenant =
                DecisionSearch.in(List.of(path), "media", time).orElseThrow();
        DecisionSearch.Found byPool =
                DecisionSearch.in(List.of(path), "shared", time).orElseThrow();

        assertThat(byTenant.decision().at()).isEqualTo(Examples.NOW.plusSeconds(30));
        assertThat(byTenant.isTenant()).isTrue();
        assertThat(byPool.decision().live().to()).isEqualTo(decisions.get(30).to());
        assertThat(byPool.isTenant()).isFalse();
        assertThat(byPool.lastChange())
                .map(Decision::at)
                .isEqualTo(
                        decisions.subList(0, 31).reversed().stream()
                                .filter(Decision::changesSomething)
                                .map(Decision::at)
                                .findFirst());
        assertThat(DecisionSearch.in(List.of(path), "nobody", time)).isEmpty();
        assertThat(DecisionSearch.in(List.of(path), "media", Examples.NOW.minusSeconds(1)))
                .isEmpty();
    }

    static Optional<Policy<?>> policy(String version) {
        return version.equals(SMOOTHED.version())
                ? Optional.of(SMOOTHED)
                : Policies.ofVersion(version);
    }

    /** A decision a second with every kind of signal, and a policy in shadow beside. */
    private static List<Decision> aDayOfDecisions(int count) {
        SplittableRandom random = new SplittableRandom(42);
        Standing<SmoothedPolicy.State> live =
                Standing.startingAt(SMOOTHED, 3, Examples.NOW.minusSeconds(400));
        Standing<Stateless> shadow =
                Examples.standing(2, Memory.startingAt(Examples.NOW.minusSeconds(400)));
        List<Decision> decisions = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Instant at = Examples.NOW.plusSeconds(i);
            Observation normal =
                    Examples.seen(random.nextLong(200), random.nextLong(90), live.desired());
            Signal signal =
                    switch (random.nextInt(20)) {
                        case 0 -> new Signal.Missing();
                        case 1 ->
                                new Signal.Stale(
                                        Examples.load(9, 9),
                                        Duration.ofNanos(random.nextLong(9_999_999_999L)));
                        default -> normal.signal();
                    };
            Observation seen = new Observation(normal.fleet(), signal, normal.goal());
            Decider.Decided<SmoothedPolicy.State> decided =
                    Decider.decide(SMOOTHED, live, seen, Examples.limits(), at);
            Decider.Decided<Stateless> would =
                    Decider.decide(new QueueDepthPolicy(), shadow, seen, Examples.limits(), at);
            Choice<?> choice = decided.choice();
            decisions.add(
                    new Decision(
                            Decision.FORMAT,
                            "0.1.0",
                            at,
                            "shared",
                            seen,
                            Examples.limits(),
                            choice,
                            Optional.of(would.choice()),
                            Optional.empty(),
                            List.of()));
            live = decided.next();
            shadow = would.next();
        }
        return decisions;
    }
}

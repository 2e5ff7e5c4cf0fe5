package dev.spillway.controller.loop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.controller.decision.Decision;
import dev.spillway.controller.policy.Policies;
import dev.spillway.controller.recommend.Signal;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Every policy that can run live, against everything that can go wrong with what it sees. */
final class PolicyMatrixTest {

    /** Each with how many seconds of calm pass before it takes somebody away. */
    private static final Map<String, Integer> CALM_SECONDS =
            Map.of(
                    "aiad", 590,
                    "deadline", 300,
                    "hpa", 300,
                    "keda", 300,
                    "kpa", 15,
                    "mark", 500,
                    "oneshot", 590,
                    "queue-depth", 300,
                    "trigger:table=training", 0);

    /** See {@link ProcessorMatrixTest}. */
    private static final List<String> NOT_MOVED_BY_THE_QUEUE = List.of("cpu", "fixed");

    private static int calmSeconds(String policy) {
        return CALM_SECONDS.getOrDefault(policy, 0);
    }

    static Stream<String> policies() {
        return CALM_SECONDS.keySet().stream().sorted();
    }

    @Test
    void isAboutEveryPolicyThereIs() {
        TreeSet<String> names = new TreeSet<>(NOT_MOVED_BY_THE_QUEUE);
        CALM_SECONDS.keySet().forEach(words -> names.add(words.split(":", 2)[0]));

        assertThat(names).containsExactlyElementsOf(Policies.names());
    }

    private static void busy(World world, int seconds) {
        for (int i = 0; i < seconds; i++) {
            world.queue.waiting = 90;
            world.queue.inFlight = 120;
            world.queue.arrived += 300;
            world.queue.oldestAge = Duration.ofSeconds(400);
            world.answerTimes.put("media", new AnswerTimes.AnswerTime(100, 2, 3));
            world.second();
        }
    }

    private static void calm(World world) {
        world.queue.waiting = 0;
        world.queue.inFlight = 2;
        world.queue.arrived += 2;
        world.queue.oldestAge = Duration.ZERO;
        world.answerTimes.put("media", new AnswerTimes.AnswerTime(2, 0.05, 0.08));
    }

    private static World busyWorld(String policy) {
        World world = new World(new NoNotes(), Map.of(), policy, "");
        busy(world, 400);
        assertThat(world.decisions.getLast().to()).as(policy).isGreaterThan(2);
        return world;
    }

    /** Seconds of calm up to the first step down; fails where there is none. */
    private static int secondsToStepDown(String policy) {
        World world = busyWorld(policy);
        for (int second = 1; second <= 1000; second++) {
            calm(world);
            Decision decision = world.second();
            if (decision.to() < decision.from()) {
                return second;
            }
        }
        throw new AssertionError(policy + " never takes anybody away");
    }

    @ParameterizedTest
    @MethodSource("policies")
    void withoutAFaultWorkersGo(String policy) {
        assertThat(secondsToStepDown(policy))
                .isBetween(calmSeconds(policy), calmSeconds(policy) + 15);
    }

    static Stream<Arguments> policiesAndFaults() {
        return policies()
                .flatMap(
                        policy ->
                                Arrays.stream(Fault.values())
                                        .map(fault -> Arguments.of(policy, fault)));
    }

    @ParameterizedTest
    @MethodSource("policiesAndFaults")
    void afterAFaultNobodyGoesBeforeCalmWasWatchedAnew(String policy, Fault fault) {
        World world = busyWorld(policy);
        int before = world.decisions.getLast().to();
        for (int second = 10; second < calmSeconds(policy); second++) {
            calm(world);
            world.second();
        }
        int decided = world.decisions.size();
        fault.strike(world);
        for (int second = 0; second < 290; second++) {
            calm(world);
            world.second();
        }

        assertThat(world.decisions.subList(decided, world.decisions.size()))
                .allSatisfy(decision -> assertThat(decision.to()).isGreaterThanOrEqualTo(before));
    }

    @ParameterizedTest
    @MethodSource("policies")
    void nobodyComesForANumberThatIsOld(String policy) {
        World world = new World(new NoNotes(), Map.of(), policy, "");
        for (int second = 0; second < 30; second++) {
            calm(world);
            world.second();
        }
        busy(world, 2);
        world.queue.down = true;
        world.seconds(4);
        int asked = world.decisions.getLast().to();
        world.seconds(600);

        assertThat(world.decisions.getLast().to()).isEqualTo(asked);
        world.queue.down = false;
        assertThat(world.second().seen().signal()).isInstanceOf(Signal.Fresh.class);
        busy(world, 100);
        assertThat(world.decisions.getLast().to()).isGreaterThanOrEqualTo(Math.max(asked, 3));
    }

    /** The exporter of latencies is gone, broken, or reads zero. */
    @ParameterizedTest
    @CsvSource({
        "aiad,    NaN,      NaN,  NaN",
        "aiad,    10,       NaN,  NaN",
        "aiad,    10,       0,    0",
        "aiad,    0,        0,    0",
        "aiad,    Infinity, 0.05, 0.08",
        "aiad,    10,       -1,   -1",
        "oneshot, NaN,      NaN,  NaN",
        "oneshot, 10,       NaN,  NaN",
        "oneshot, 10,       0,    0",
        "oneshot, 0,        0,    0",
        "oneshot, Infinity, 0.05, 0.08",
        "oneshot, 10,       -1,   -1"
    })
    void noLatencyIsNoGoodLatency(String policy, double perSecond, double mean, double p95) {
        World world = busyWorld(policy);
        int before = world.decisions.getLast().to();
        for (int second = 0; second < 1200; second++) {
            calm(world);
            if (second >= calmSeconds(policy) - 10) {
                world.answerTimes.put("media", new AnswerTimes.AnswerTime(perSecond, mean, p95));
            }
            assertThat(world.second().to()).isEqualTo(before);
        }
    }
}

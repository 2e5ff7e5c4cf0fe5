package dev.spillway.controller.loop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.controller.bound.Bound;
import dev.spillway.controller.decision.Decision;
import dev.spillway.controller.journal.SmoothedPolicy;
import dev.spillway.controller.recommend.Latency;
import dev.spillway.controller.recommend.Load;
import dev.spillway.controller.recommend.Policy;
import dev.spillway.controller.recommend.Signal;
import dev.spillway.controller.recommend.TenantLoad;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;

/** What is missing, old, or out of a clock that was set takes nobody away and brings nobody. */
final class SignalTest {

    private static final Map<String, Policy<?>> POLICIES =
            Map.of(
                    "smoothed",
                    new SmoothedPolicy(0.5, false),
                    "smoothed-self",
                    new SmoothedPolicy(0.5, true));

    static Stream<Arguments> faultsAndPolicies() {
        return Arrays.stream(Fault.values())
                .flatMap(
                        fault ->
                                Stream.of("queue-depth", "smoothed", "smoothed-self")
                                        .map(policy -> Arguments.of(fault, policy)));
    }

    @ParameterizedTest
    @MethodSource("faultsAndPolicies")
    void nobodyGoesBeforeCalmWasWatchedAnew(Fault fault, String policy) {
        World world = nineWorkers(policy);
        // All but ten seconds of the calm that a step down needs, where the policy waits for it.
        world.queue.waiting = policy.endsWith("self") ? 90 : 20;
        world.seconds(policy.endsWith("self") ? 1 : 290);
        int before = world.workers();
        world.queue.waiting = 20;
        int decided = world.decisions.size();
        fault.strike(world);
        world.seconds(290);

        assertThat(world.decisions.subList(decided, world.decisions.size()))
                .allSatisfy(decision -> assertThat(decision.to()).isGreaterThanOrEqualTo(before));
    }

    @ParameterizedTest
    @CsvSource({"queue-depth", "smoothed", "smoothed-self"})
    void withoutAFaultTheyGo(String policy) {
        World world = nineWorkers(policy);
        world.queue.waiting = 20;
        world.seconds(310);

        assertThat(world.workers()).isLessThan(9);
    }

    @ParameterizedTest
    @CsvSource({"queue-depth", "smoothed", "smoothed-self"})
    void nobodyComesForANumberThatIsOld(String policy) {
        World world = nineWorkers(policy);
        world.queue.waiting = 1000;
        world.second();
        int asked = world.decisions.getLast().to();
        world.queue.down = true;
        world.seconds(3);
        asked = Math.max(asked, world.decisions.getLast().to());
        world.seconds(600);

        assertThat(world.decisions.getLast().to()).isEqualTo(asked);
        assertThat(world.decisions.getLast().live().bound()).isEqualTo(Bound.SIGNAL);
        assertThat(world.decisions.getLast().seen().signal()).isInstanceOf(Signal.Stale.class);
        world.queue.down = false;
        assertThat(world.second().seen().signal()).isInstanceOf(Signal.Fresh.class);
    }

    @Test
    void theAgeOfANumberIsNotTakenFromAClockThatWasSet() {
        World world = nineWorkers("queue-depth");
        world.queue.down = true;
        world.seconds(60);
        world.setClock(Duration.ofHours(-1));

        assertThat(world.second().seen().signal())
                .isInstanceOfSatisfying(
                        Signal.Stale.class,
                        stale -> assertThat(stale.age()).isEqualTo(Duration.ofSeconds(61)));
    }

    @ParameterizedTest
    @CsvSource({
        "NaN, 0.2, 0.3",
        "10, NaN, 0.3",
        "10, 0.2, NaN",
        "Infinity, 0.2, 0.3",
        "10, -1, 0.3",
        "10, 0.2, Infinity",
        "0, 0.2, 0.3",
        "10, 1e300, 0.3"
    })
    void answerTimesThatAreNoNumbersAreLeftOut(double perSecond, double mean, double p95) {
        World world = nineWorkers("queue-depth");
        world.answerTimes.put("media", new AnswerTimes.AnswerTime(perSecond, mean, p95));

        assertThat(load(world.second()).latency()).isEmpty();
        world.answerTimes.put("bakery", new AnswerTimes.AnswerTime(5, 0.25, 0.5));
        assertThat(load(world.second()).latency())
                .contains(new Latency(Duration.ofMillis(250), Duration.ofMillis(500)));
    }

    @Test
    void seesWhatTheQueueTheCatalogAndTheActuatorSay() {
        World world = new World(new NoNotes(), POLICIES, "queue-depth", "");
        world.queue.waiting = 50;
        world.queue.inFlight = 12;
        world.queue.arrived = 100;
        world.queue.oldestAge = Duration.ofMillis(300);
        world.seconds(2);
        Decision decision = world.second();

        assertThat(load(decision).tenants())
                .containsExactly(
                        new TenantLoad(
                                "bakery",
                                1,
                                Duration.ofMillis(1000),
                                50,
                                12,
                                Duration.ofMillis(300),
                                110,
                                Duration.ofMillis(200),
                                Duration.ofMillis(50)),
                        new TenantLoad(
                                "media",
                                4,
                                Duration.ofMillis(350),
                                0,
                                0,
                                Duration.ofMillis(300),
                                110,
                                Duration.ofMillis(200),
                                Duration.ofMillis(50)));
        assertThat(decision.seen().fleet().starting()).isEqualTo(4);
        assertThat(decision.seen().fleet().workers().getFirst().ready())
                .contains(World.START.plusSeconds(1 + 10));
        world.seconds(20);
        assertThat(world.second().seen().goal().startup()).isEqualTo(Duration.ofSeconds(10));
        assertThat(world.decisions.getLast().seen().fleet().ready()).isEqualTo(5);
    }

    @Test
    void aPolicyThatFailsKeepsThePoolAndOneInShadowHarmsNobody() {
        World world =
                new World(
                        new NoNotes(),
                        Map.of("broken", new Broken()),
                        "fixed:replicas=3",
                        "broken");
        world.seconds(3);

        assertThat(world.workers()).isEqualTo(3);
        assertThat(world.decisions).allMatch(decision -> decision.shadow().isEmpty());
    }

    private static Load load(Decision decision) {
        return ((Signal.Fresh) decision.seen().signal()).load();
    }

    private static World nineWorkers(String policy) {
        World world = new World(new NoNotes(), POLICIES, policy, "");
        world.queue.waiting = 90;
        world.seconds(400);
        assertThat(world.workers()).isEqualTo(9);
        return world;
    }
}

package dev.spillway.controller.recommend.trigger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.quicktheories.QuickTheory.qt;
import static org.quicktheories.generators.SourceDSL.integers;
import static org.quicktheories.generators.SourceDSL.longs;

import dev.spillway.controller.recommend.Advice;
import dev.spillway.controller.recommend.Observation;
import dev.spillway.controller.recommend.Reason;
import dev.spillway.controller.recommend.Recommendation;
import dev.spillway.controller.recommend.Signal;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import tools.jackson.databind.json.JsonMapper;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

final class TriggerPolicyTest {

    private static final Instant NOW = Instant.parse("2026-01-05T10:00:00Z");

    /** A change of one metric, and how long it lasts before the first scaling. */
    @ParameterizedTest
    @CsvSource(
            textBlock =
                    """
                    # metric, value,  first move after s, to
                    cpu,      0.70,   never,              10
                    cpu,      0.701,  300,                12
                    memory,   0.80,   never,              10
                    memory,   0.801,  300,                12
                    p95,      100,    never,              10
                    p95,      100.1,  300,                14
                    queue,    50,     never,              10
                    queue,    51,     120,                14
                    cpu,      0.30,   never,              10
                    cpu,      0.299,  900,                9
                    """)
    void theRunbookMovesAfterItsDurations(String metric, double value, String after, int to) {
        Seen seen = with(Seen.calm(10), metric, value);
        List<String> moves = run(TriggerTables.RUNBOOK, seen, Duration.ofMinutes(16), 1);

        assertThat(moves).first().isEqualTo(after.equals("never") ? "none" : after + "s 10->" + to);
    }

    private static Seen with(Seen seen, String metric, double value) {
        return switch (metric) {
            case "cpu" -> seen.cpu(value);
            case "memory" -> seen.memory(value);
            case "p95" -> seen.p95(value);
            default -> seen.queue((long) value, 1);
        };
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            textBlock =
                    """
                    # metric; value; with five minutes between any two;  by the rows' cooldowns alone
                    cpu;      0.9;   300s 3->5 600s 5->7 900s 7->9;      300s 3->5 480s 5->7 660s 7->9 840s 9->11 1020s 11->13
                    p95;      150;   300s 3->7 600s 7->11 900s 11->15;   300s 3->7 360s 7->11 420s 11->15 480s 15->19 540s 19->23
                    """)
    void furtherScalingsWait(String metric, double value, String spaced, String byCooldown) {
        Seen seen = with(Seen.calm(3), metric, value);

        assertThat(String.join(" ", run(TriggerTables.RUNBOOK, seen, Duration.ofMinutes(17), 3)))
                .isEqualTo(spaced);
        assertThat(
                        String.join(
                                " ",
                                run(
                                        TriggerTables.RUNBOOK_COOLDOWNS,
                                        seen,
                                        Duration.ofMinutes(20),
                                        5)))
                .isEqualTo(byCooldown);
    }

    @Test
    void shrinksByOneEveryFiveMinutesAndNeverBelowThree() {
        assertThat(run(TriggerTables.RUNBOOK, Seen.calm(5).cpu(0.1), Duration.ofHours(2), 99))
                .containsExactly("900s 5->4", "1200s 4->3");
    }

    @Test
    void aReasonToGrowOutweighsAReasonToShrink() {
        Seen seen = Seen.calm(5).cpu(0.1).p95(300);

        assertThat(run(TriggerTables.RUNBOOK_COOLDOWNS, seen, Duration.ofMinutes(15), 99))
                .containsExactly(
                        "300s 5->9",
                        "360s 9->13",
                        "420s 13->17",
                        "480s 17->21",
                        "540s 21->25",
                        "600s 25->29",
                        "660s 29->33",
                        "720s 33->37",
                        "780s 37->41",
                        "840s 41->45",
                        "900s 45->49");
    }

    @Test
    void aBreakOfOneSecondStartsTheDurationAnew() {
        TriggerPolicy policy = new TriggerPolicy(TriggerTables.RUNBOOK);
        TriggerState state = policy.initialState();
        Seen busy = Seen.calm(5).cpu(0.9);
        for (int second = 0; second < 599; second++) {
            Seen seen = second == 299 ? busy.cpu(0.7) : busy;
            Advice<TriggerState> advice =
                    policy.recommend(state, seen.fresh(), NOW.plusSeconds(second));
            assertThat(replicas(advice)).isEqualTo(5);
            state = advice.next();
        }
        assertThat(replicas(policy.recommend(state, busy.fresh(), NOW.plusSeconds(600))))
                .isEqualTo(7);
    }

    @ParameterizedTest
    @CsvSource(
            textBlock =
                    """
                    # queue, wait s, workers -> workers
                    10, 301, 4,  4
                    11, 300, 4,  4
                    11, 301, 4,  6
                    11, 301, 9,  10
                    11, 301, 10, 10
                    11, 301, 12, 12
                    2,  10,  4,  4
                    1,  60,  4,  4
                    1,  59,  4,  3
                    0,  0,   4,  3
                    1,  59,  2,  1
                    1,  59,  1,  1
                    5,  100, 4,  4
                    """)
    void trainingWorkersFollowTheirQueue(int queue, double wait, int before, int after) {
        assertThat(once(TriggerTables.TRAINING, Seen.calm(before).queue(queue, wait)))
                .isEqualTo(after);
    }

    @ParameterizedTest
    @CsvSource(
            textBlock =
                    """
                    # cpu, memory, p95, requests/s of 100, workers -> workers
                    0.8,   0.5,  100,   100, 4,  4
                    0.801, 0.5,  100,   100, 4,  5
                    0.5,   0.8,  100,   100, 4,  4
                    0.5,   0.801,100,   100, 4,  5
                    0.5,   0.5,  200,   100, 4,  4
                    0.5,   0.5,  200.1, 100, 4,  5
                    0.5,   0.5,  100,   120, 4,  4
                    0.5,   0.5,  100,   121, 4,  5
                    0.9,   0.9,  900,   999, 10, 10
                    0.29,  0.29, 49,    49,  4,  3
                    0.30,  0.29, 49,    49,  4,  4
                    0.29,  0.30, 49,    49,  4,  4
                    0.29,  0.29, 50,    49,  4,  4
                    0.29,  0.29, 49,    50,  4,  4
                    0.29,  0.29, 49,    49,  1,  1
                    NaN,   0.29, 49,    49,  4,  4
                    0.29,  NaN,  49,    49,  4,  4
                    0.29,  0.29, NaN,   49,  4,  4
                    0.29,  0.29, 49,    -1,  4,  4
                    NaN,   NaN,  300,   -1,  4,  5
                    """)
    void inferenceEndpointsFollowTheirMetrics(
            double cpu, double memory, double p95, long perSecond, int before, int after) {
        TriggerPolicy policy = new TriggerPolicy(TriggerTables.inference(100));
        Seen seen = Seen.calm(before).cpu(cpu).memory(memory).p95(p95);
        // The first reading of the counter, on numbers that move nothing.
        TriggerState state =
                policy.recommend(
                                policy.initialState(),
                                Seen.calm(before).arrived(0).fresh(),
                                NOW.minusSeconds(20))
                        .next();
        Observation now =
                perSecond < 0 ? seen.with(unknownRate(seen)) : seen.arrived(20 * perSecond).fresh();

        assertThat(replicas(policy.recommend(state, now, NOW))).isEqualTo(after);
    }

    private static Signal unknownRate(Seen seen) {
        var load = seen.load();
        return new Signal.Fresh(
                new dev.spillway.controller.recommend.Load(
                        load.epoch(), load.waiting(), load.inFlight(), List.of(), load.latency()),
                Duration.ZERO);
    }

    @ParameterizedTest
    @CsvSource(
            textBlock =
                    """
                    # cpu, p95 -> verdict, stated by the document
                    0.49,  49,    MONITOR,   true
                    0.49,  50,    OPTIMAL,   false
                    0.49,  99,    OPTIMAL,   false
                    0.49,  101,   SCALE_UP,  false
                    0.50,  49,    OPTIMAL,   true
                    0.69,  99,    OPTIMAL,   true
                    0.69,  100,   OPTIMAL,   false
                    0.69,  101,   SCALE_UP,  false
                    0.70,  99,    PRE_SCALE, true
                    0.85,  99,    PRE_SCALE, true
                    0.85,  100,   PRE_SCALE, false
                    0.85,  101,   SCALE_UP,  false
                    0.851, 99,    SCALE_UP,  false
                    0.851, 100,   SCALE_UP,  false
                    0.851, 101,   SCALE_UP,  true
                    0.851, 200,   SCALE_UP,  true
                    0.851, 200.1, EMERGENCY, true
                    0.10,  201,   EMERGENCY, true
                    """)
    void theMatrixHasAnAnswerForEveryCell(
            double cpu, double p95, DecisionMatrix.Verdict verdict, boolean stated) {
        assertThat(DecisionMatrix.of(cpu, p95)).isEqualTo(new DecisionMatrix.Cell(verdict, stated));
        int expected =
                switch (verdict) {
                    case MONITOR, OPTIMAL -> 10;
                    case PRE_SCALE -> 12;
                    case SCALE_UP -> 14;
                    case EMERGENCY -> 20;
                };
        assertThat(once(TriggerTables.MATRIX, Seen.calm(10).cpu(cpu).p95(p95))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            textBlock =
                    """
                    # metric, down below, nothing, nothing, up above
                    cpu,           0.299, 0.30, 0.70, 0.701
                    memory,        0.399, 0.40, 0.80, 0.801
                    p95 latency,   49.9,  50,   100,  100.1
                    queue,         9,     10,   50,   51
                    gpu,           0.299, 0.30, 0.80, 0.801
                    adapter queue, 4,     5,    20,   21
                    """)
    void keyMetricsHaveTwoThresholds(
            String metric, double down, double low, double high, double up) {
        Threshold threshold =
                Threshold.ALL.stream()
                        .filter(each -> each.metric().equals(metric))
                        .findFirst()
                        .orElseThrow();

        assertThat(threshold.says(down)).isEqualTo(Threshold.Says.SCALE_DOWN);
        assertThat(threshold.says(low)).isEqualTo(Threshold.Says.NOTHING);
        assertThat(threshold.says(high)).isEqualTo(Threshold.Says.NOTHING);
        assertThat(threshold.says(up)).isEqualTo(Threshold.Says.SCALE_UP);
        assertThat(threshold.says(Double.NaN)).isEqualTo(Threshold.Says.NOTHING);
    }

    @Test
    void staleAndMissingSignalsMoveNothingAndBreakDurations() {
        TriggerPolicy policy = new TriggerPolicy(TriggerTables.RUNBOOK);
        Seen busy = Seen.calm(5).cpu(0.9);
        TriggerState held = policy.recommend(policy.initialState(), busy.fresh(), NOW).next();

        Advice<TriggerState> stale =
                policy.recommend(
                        held,
                        busy.with(new Signal.Stale(busy.load(), Duration.ofMinutes(1))),
                        NOW.plusSeconds(301));
        Advice<TriggerState> missing =
                policy.recommend(held, busy.with(new Signal.Missing()), NOW.plusSeconds(301));

        assertThat(stale.recommendation()).isEqualTo(new Recommendation.Hold(Reason.SIGNAL_STALE));
        assertThat(missing.recommendation())
                .isEqualTo(new Recommendation.Hold(Reason.SIGNAL_MISSING));
        assertThat(stale.next().since()).isEmpty();
        assertThat(missing.next().since()).isEmpty();
    }

    /** With any samples, any of them missing, in any order. */
    @Test
    void noTableGoesBelowItsLeastOrShrinksWithASampleMissing() {
        List<TriggerTable> tables =
                List.of(
                        TriggerTables.RUNBOOK,
                        TriggerTables.RUNBOOK_COOLDOWNS,
                        TriggerTables.MATRIX,
                        TriggerTables.TRAINING,
                        TriggerTables.inference(50));
        qt().withExamples(300)
                .forAll(integers().between(0, tables.size() - 1), longs().all())
                .checkAssert((index, seed) -> walk(tables.get(index), seed));
    }

    private static void walk(TriggerTable table, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        TriggerPolicy policy = new TriggerPolicy(table);
        TriggerState state = policy.initialState();
        Instant now = NOW;
        int workers = random.nextInt(table.least(), table.most() + 1);
        long arrived = 0;
        for (int i = 0; i < 60; i++) {
            now = now.plusSeconds(random.nextInt(1, 600));
            arrived += random.nextInt(5000);
            boolean missing = random.nextInt(4) == 0;
            Seen seen =
                    new Seen(
                            workers,
                            missing ? Double.NaN : random.nextDouble(),
                            missing ? Double.NaN : random.nextDouble(),
                            missing ? Double.NaN : random.nextInt(250),
                            random.nextInt(80),
                            random.nextInt(400),
                            arrived);
            Advice<TriggerState> advice = policy.recommend(state, seen.fresh(), now);
            int next = replicas(advice);
            assertThat(next).isBetween(table.least(), table.most());
            if (missing && !table.equals(TriggerTables.TRAINING)) {
                assertThat(next).isGreaterThanOrEqualTo(workers);
            }
            workers = next;
            state = advice.next();
        }
    }

    @Test
    void aDecisionFromTheStateAsJsonIsTheSame() {
        TriggerPolicy policy = new TriggerPolicy(TriggerTables.inference(100));
        Seen busy = Seen.calm(5).cpu(0.9).arrived(10);
        TriggerState state = policy.recommend(policy.initialState(), busy.fresh(), NOW).next();
        state = policy.recommend(state, busy.arrived(999).fresh(), NOW.plusSeconds(15)).next();
        JsonMapper json = JsonMapper.shared();

        TriggerState read = json.readValue(json.writeValueAsString(state), TriggerState.class);

        assertThat(read).isEqualTo(state);
        assertThat(policy.recommend(read, busy.fresh(), NOW.plusSeconds(90)))
                .isEqualTo(policy.recommend(state, busy.fresh(), NOW.plusSeconds(90)));
    }

    private static int once(TriggerTable table, Seen seen) {
        TriggerPolicy policy = new TriggerPolicy(table);
        return replicas(policy.recommend(policy.initialState(), seen.fresh(), NOW));
    }

    /** One decision a second on unchanging samples; the first moves, or "none". */
    private static List<String> run(TriggerTable table, Seen seen, Duration time, int most) {
        TriggerPolicy policy = new TriggerPolicy(table);
        TriggerState state = policy.initialState();
        List<String> moves = new ArrayList<>();
        Seen current = seen;
        for (int second = 0; second <= time.toSeconds() && moves.size() < most; second++) {
            Advice<TriggerState> advice =
                    policy.recommend(state, current.fresh(), NOW.plusSeconds(second));
            int next = replicas(advice);
            if (next != current.workers()) {
                moves.add("%ds %d->%d".formatted(second, current.workers(), next));
            }
            current = current.workers(next);
            state = advice.next();
        }
        return moves.isEmpty() ? List.of("none") : moves;
    }

    private static int replicas(Advice<TriggerState> advice) {
        return ((Recommendation.Replicas) advice.recommendation()).replicas();
    }
}

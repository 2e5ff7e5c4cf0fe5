package dev.spillway.loadtest.verdict;

import static dev.spillway.loadtest.verdict.Runs.changing;
import static dev.spillway.loadtest.verdict.Runs.check;
import static dev.spillway.loadtest.verdict.Runs.ending;
import static dev.spillway.loadtest.verdict.Runs.evidence;
import static dev.spillway.loadtest.verdict.Runs.judged;
import static dev.spillway.loadtest.verdict.Runs.lasting;
import static dev.spillway.loadtest.verdict.Runs.look;
import static dev.spillway.loadtest.verdict.Runs.samples;
import static dev.spillway.loadtest.verdict.Runs.startingLate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.loadtest.sample.Outcome;
import dev.spillway.loadtest.sample.Phase;
import dev.spillway.loadtest.sample.Sample;
import dev.spillway.loadtest.timeline.Snapshot;
import dev.spillway.loadtest.timeline.Tally;
import dev.spillway.loadtest.timeline.TenantState;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

class JudgeTest {

    @Test
    void passesARunWhereNobodyNoticesTheFlood() {
        Verdict verdict = judged(evidence(samples()));

        assertThat(verdict.checks())
                .allSatisfy(check -> assertThat(check.result()).isEqualTo(Result.PASS));
        assertThat(verdict.result()).isEqualTo(Result.PASS);
    }

    @ParameterizedTest
    @CsvSource(
            textBlock =
                    """
            # warm p95, spike p95, result
            100,         119,       PASS
            100,         120,       PASS
            100,         121,       WARN
            100,         150,       WARN
            100,         151,       FAIL
            100,         9000,      FAIL
            """)
    void judgesAVictimsSpikeAgainstItsOwnWarmPhase(
            int warmMillis, int spikeMillis, Result expected) {
        List<Sample> run =
                samples(
                        sample ->
                                Duration.ofMillis(
                                        sample.tenant().equals("bakery")
                                                        && sample.phase() == Phase.SPIKE
                                                ? spikeMillis
                                                : warmMillis));

        Check check = check(judged(evidence(run)), "worst victim's p95");

        assertThat(check.result()).isEqualTo(expected);
        assertThat(check.measured()).startsWith(spikeMillis > warmMillis ? "bakery " : "");
    }

    @Test
    void doesNotJudgeTheFloodingTenantsOwnLatency() {
        List<Sample> run =
                changing(
                        samples(),
                        "media",
                        Phase.SPIKE,
                        sample -> lasting(sample, Duration.ofSeconds(20)));

        assertThat(judged(evidence(run)).result()).isEqualTo(Result.PASS);
    }

    @Test
    void warnsWhenNoVictimHasEnoughSamplesToStandAlone() {
        Thresholds strict =
                new Thresholds(
                        0.999,
                        Duration.ofSeconds(1),
                        1.2,
                        1.5,
                        1.1,
                        1.5,
                        201,
                        0.001,
                        10,
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(40));

        Verdict verdict = new Judge(strict).verdict(evidence(samples()));

        assertThat(check(verdict, "worst victim's p95").result()).isEqualTo(Result.WARN);
        assertThat(check(verdict, "all victims' p95").result()).isEqualTo(Result.PASS);
    }

    @ParameterizedTest
    @CsvSource(
            textBlock =
                    """
            # late requests of 1735, how late, result
            1,                       1001,     PASS
            2,                       1001,     INVALID
            1735,                    1000,     PASS
            """)
    void isInvalidWhenTheGeneratorKeptTooLittleOfItsSchedule(
            int late, int lateMillis, Result expected) {
        List<Sample> run = new ArrayList<>(samples());
        assertThat(run).hasSize(1_735);
        for (int i = 0; i < late; i++) {
            run.set(i, startingLate(run.get(i), Duration.ofMillis(lateMillis)));
        }

        assertThat(check(judged(evidence(run)), "schedule kept").result()).isEqualTo(expected);
    }

    @Test
    void isInvalidWhenRequestsWereNeverSent() {
        List<Sample> run = samples().subList(0, 1_725);

        assertThat(judged(evidence(run)).result()).isEqualTo(Result.INVALID);
    }

    @Test
    void isInvalidWithoutSamples() {
        assertThat(judged(evidence(List.of())).result()).isEqualTo(Result.INVALID);
    }

    @Test
    void namesTheTenantAndPhaseWithoutSamples() {
        List<Sample> run =
                samples().stream()
                        .filter(
                                sample ->
                                        !(sample.tenant().equals("clinic")
                                                && sample.phase() == Phase.RECOVER))
                        .toList();

        Check check = check(judged(evidence(run)), "samples present");

        assertThat(check.result()).isEqualTo(Result.INVALID);
        assertThat(check.measured()).isEqualTo("none of clinic in recover");
    }

    @ParameterizedTest
    @CsvSource(
            textBlock =
                    """
            # status, how many of 1200, result
            429,      1,                PASS
            429,      2,                FAIL
            503,      2,                FAIL
            504,      2,                FAIL
            500,      2,                FAIL
            """)
    void countsAnythingButAnAnswerAsAVictimsError(int status, int count, Result expected) {
        List<Sample> run =
                spoiled(samples(), "bakery", Phase.WARM, count, sample -> ending(sample, status));

        assertThat(check(judged(evidence(run)), "victims' errors").result()).isEqualTo(expected);
    }

    @Test
    void countsTheFloodsRefusalsWithoutJudgingThem() {
        List<Sample> run =
                spoiled(samples(), "media", Phase.SPIKE, 300, sample -> ending(sample, 429));

        Verdict verdict = judged(evidence(run));

        assertThat(verdict.result()).isEqualTo(Result.PASS);
        assertThat(check(verdict, "flood's refusals").measured()).isEqualTo("300 of 480 with 429");
    }

    @Test
    void failsWhenAClientGotNeitherAnswerNorError() {
        List<Sample> run = spoiled(samples(), "media", Phase.SPIKE, 1, sample -> ending(sample, 0));

        assertThat(check(judged(evidence(run)), "lost").measured()).isEqualTo("1");
    }

    @Test
    void failsWhenTheQueueCannotSayWhatBecameOfAQuery() {
        List<Sample> run = samples();
        Evidence evidence = withLastTally(run, new Tally(1, 0, 0, 0, 0, 0));

        Verdict verdict = judged(evidence);

        assertThat(check(verdict, "lost").measured()).isEqualTo("1");
        assertThat(verdict.result()).isEqualTo(Result.FAIL);
    }

    @Test
    void failsWhenTheQueueAnsweredMoreThanItAccepted() {
        Evidence evidence = withLastTally(samples(), new Tally(-1, 0, 0, 0, 0, 0));

        assertThat(check(judged(evidence), "answered twice").measured()).isEqualTo("1");
    }

    @Test
    void failsWhenTwoRequestsGotOneAnswer() {
        List<Sample> run = new ArrayList<>(samples());
        Sample first = run.getFirst();
        Sample second = run.get(1);
        run.set(
                1,
                new Sample(
                        second.tenant(),
                        second.phase(),
                        second.intended(),
                        second.started(),
                        second.ended(),
                        Outcome.ANSWERED,
                        200,
                        first.id(),
                        1));

        assertThat(check(judged(evidence(run)), "answered twice").measured()).isEqualTo("1");
    }

    @Test
    void isInvalidWithoutALookAtTheQueue() {
        Evidence blind = new Evidence(Runs.SCENARIO, Runs.START, samples(), List.of());

        assertThat(judged(blind).result()).isEqualTo(Result.INVALID);
    }

    @ParameterizedTest
    @CsvSource(
            textBlock =
                    """
            # more ready at second (11 waited at 26), result
            27,   PASS
            36,   PASS
            36.5, FAIL
            """)
    void expectsMoreReadyWorkersTenSecondsAfterTheQueueGrew(double readyAt, Result expected) {
        List<Sample> run = samples();
        List<Snapshot> timeline =
                List.of(
                        look(-1, 2, 0, List.of()),
                        look(26, 2, 11, List.of()),
                        look(readyAt, 4, 40, List.of()),
                        look(70, 2, 0, run));

        Evidence evidence = new Evidence(Runs.SCENARIO, Runs.START, run, timeline);

        assertThat(check(judged(evidence), "scaled out").result()).isEqualTo(expected);
    }

    @Test
    void warnsWhenTheSpikeNeverNeededMoreWorkers() {
        List<Sample> run = samples();
        List<Snapshot> timeline =
                List.of(look(-1, 2, 0, List.of()), look(30, 2, 10, List.of()), look(70, 2, 0, run));

        Evidence evidence = new Evidence(Runs.SCENARIO, Runs.START, run, timeline);

        assertThat(check(judged(evidence), "scaled out").result()).isEqualTo(Result.WARN);
    }

    @ParameterizedTest
    @CsvSource(
            textBlock =
                    """
            # workers at the end (2 before, 4 at most), when (the spike ends at 45), result
            2,  85,   PASS
            1,  85,   PASS
            3,  85,   WARN
            4,  85,   FAIL
            4,  84.9, WARN
            2,  46,   PASS
            """)
    void expectsTheWorkersGoneAgainAtTheEnd(int end, double second, Result expected) {
        List<Sample> run = samples();
        List<Snapshot> timeline =
                List.of(
                        look(-1, 2, 0, List.of()),
                        look(26, 2, 11, List.of()),
                        look(30, 4, 40, List.of()),
                        look(second, end, 0, run));

        Evidence evidence = new Evidence(Runs.SCENARIO, Runs.START, run, timeline);

        assertThat(check(judged(evidence), "scaled back in").result()).isEqualTo(expected);
    }

    private static List<Sample> spoiled(
            List<Sample> samples,
            String tenant,
            Phase phase,
            int count,
            java.util.function.UnaryOperator<Sample> how) {
        List<Sample> run = new ArrayList<>(samples);
        int left = count;
        for (int i = 0; i < run.size() && left > 0; i++) {
            if (run.get(i).tenant().equals(tenant) && run.get(i).phase() == phase) {
                run.set(i, how.apply(run.get(i)));
                left--;
            }
        }
        return run;
    }

    private static Evidence withLastTally(List<Sample> run, Tally extra) {
        List<Snapshot> timeline = new ArrayList<>(Runs.timeline(run));
        Snapshot last = timeline.removeLast();
        List<TenantState> tenants =
                last.tenants().stream()
                        .map(
                                state ->
                                        state.name().equals("clinic")
                                                ? new TenantState(
                                                        state.name(),
                                                        0,
                                                        0,
                                                        state.tally().plus(extra))
                                                : state)
                        .toList();
        timeline.add(
                new Snapshot(last.at(), last.desired(), last.running(), last.ready(), tenants));
        return new Evidence(Runs.SCENARIO, Runs.START, run, timeline);
    }
}

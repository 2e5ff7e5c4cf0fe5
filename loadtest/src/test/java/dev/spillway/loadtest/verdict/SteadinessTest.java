package dev.spillway.loadtest.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.loadtest.sample.Sample;
import dev.spillway.loadtest.timeline.Snapshot;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

class SteadinessTest {

    private static final Duration CALM = Duration.ofSeconds(15);

    @ParameterizedTest
    @CsvSource(
            textBlock =
                    """
            # desired each second from the burst's start (it lasts 5 s), result
            2 2 2 2 2 2 2 2 2 2 2 2 2 2 2 2 2 2 2 2 2, PASS
            2 2 5 5 5 5 5 5 5 5 5 5 5 5 5 5 5 5 5 5 3, PASS
            2 2 4 6 6 6 6 6 6 6 6 6 6 6 6 6 6 6 6 6 6, FAIL
            2 2 5 5 5 5 5 5 5 5 5 5 5 5 5 5 5 5 5 4 4, FAIL
            """)
    void allowsOneStepUpAndNoneDownWhileItIsCalm(String desired, Result expected) {
        assertThat(judged(desired)).isEqualTo(expected);
    }

    @Test
    void isInvalidWhenNobodyWatchedLongEnough() {
        assertThat(judged("2 2 2 2 2 2 2 2")).isEqualTo(Result.INVALID);
    }

    @Test
    void failsWhenOneQueryOfTheBurstHasNoAnswer() {
        List<Sample> samples = Runs.samples().subList(0, 100);
        List<Sample> one = new ArrayList<>(samples);
        one.set(7, Runs.ending(samples.get(7), 504));

        assertThat(Steadiness.allAnswered(samples).result()).isEqualTo(Result.PASS);
        assertThat(Steadiness.allAnswered(one))
                .isEqualTo(new Check("answered", Result.FAIL, "99 of 100", "all"));
    }

    private static Result judged(String desired) {
        List<Snapshot> timeline = new ArrayList<>();
        Arrays.stream(desired.split(" ", -1))
                .mapToInt(Integer::parseInt)
                .forEach(
                        replicas ->
                                timeline.add(
                                        new Snapshot(
                                                Runs.START.plusSeconds(timeline.size()),
                                                replicas,
                                                replicas,
                                                replicas,
                                                List.of())));
        return Result.worst(
                Steadiness.checks(Runs.START, Runs.START.plusSeconds(5), CALM, timeline).stream()
                        .map(Check::result)
                        .toList());
    }
}

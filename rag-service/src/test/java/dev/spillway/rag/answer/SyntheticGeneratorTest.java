package dev.spillway.rag.answer;

import static dev.spillway.rag.answer.Passages.passage;
import static dev.spillway.rag.answer.Passages.prompt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.spillway.fairqueue.RequestId;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.stream.IntStream;

class SyntheticGeneratorTest {

    private static final Prompt PROMPT =
            prompt("log level?", false, passage("a.md", 0.8, "The log level is a number here."));

    private static Generator taking(double meanMillis) {
        return new SyntheticGenerator(
                new ExtractiveGenerator(), new ServiceTimes(meanMillis, 0, 1));
    }

    @Test
    void labelsItsAnswerAndTakesItsTime() {
        long start = System.nanoTime();

        Generated.Answered answer =
                (Generated.Answered) taking(40).generate(PROMPT, Parts.NONE, new StopSignal());

        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .isGreaterThan(Duration.ofMillis(39));
        assertThat(answer.synthetic()).isTrue();
        assertThat(answer.text())
                .isEqualTo("[synthetic service time: 40 ms] The log level is a number here [1].");
        assertThat(answer.citations()).hasSize(1);
    }

    @Test
    void stopsInTheMiddleOfItsTime() {
        StopSignal stop = new StopSignal();
        Parts stopAtFirstPart = _ -> stop.stop();

        assertThatThrownBy(() -> taking(600_000).generate(PROMPT, stopAtFirstPart, stop))
                .isInstanceOf(WorkStoppedException.class);
    }

    @Test
    void drawsTimesWithTheMeanItWasGivenAndTheSameForARequestEverywhere() {
        ServiceTimes times = new ServiceTimes(200, 0.5, 7);

        double mean =
                IntStream.range(0, 20_000)
                        .mapToLong(i -> times.of(new RequestId("request-" + i)).toNanos())
                        .average()
                        .orElse(0);

        assertThat(mean / 1e6).isCloseTo(200, within(6.0));
        assertThat(new ServiceTimes(200, 0.5, 7).of(new RequestId("x")))
                .isEqualTo(times.of(new RequestId("x")));
        assertThat(new ServiceTimes(200, 0.5, 8).of(new RequestId("x")))
                .isNotEqualTo(times.of(new RequestId("x")));
    }

    @Test
    void refusesImpossibleTimes() {
        assertThatThrownBy(() -> new ServiceTimes(-1, 0, 0)).hasMessageContaining("-1.0");
        assertThatThrownBy(() -> new ServiceTimes(1, Double.NaN, 0)).hasMessageContaining("NaN");
    }
}

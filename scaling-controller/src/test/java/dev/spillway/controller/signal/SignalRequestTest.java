package dev.spillway.controller.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;

final class SignalRequestTest {

    @Test
    void asksForTheDecisionWhereNothingElseIsSaid() {
        assertThat(SignalRequest.read(Map.of("pool", " media ", "scalerAddress", "host:1")))
                .isEqualTo(
                        new SignalRequest(
                                "media", SignalRequest.Kind.DESIRED, OptionalInt.empty()));
    }

    @Test
    void asksForTheQueueWithATargetOfItsOwn() {
        assertThat(SignalRequest.read(Map.of("pool", "media", "signal", "Queue", "target", "7")))
                .isEqualTo(new SignalRequest("media", SignalRequest.Kind.QUEUE, OptionalInt.of(7)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                                  | queue   | 10      | metadata has no pool; it must name one of Spillway's pools
                    media         | depth   |         | signal is 'depth'; allowed are desired, queue
                    media         | queue   | 0       | target is '0'; allowed are whole numbers from 1 to 1000000
                    media         | queue   | 1000001 | target is '1000001'; allowed are whole numbers from 1 to 1000000
                    media         | queue   | ten     | target is 'ten'; allowed are whole numbers from 1 to 1000000
                    media         | queue   | 1.5     | target is '1.5'; allowed are whole numbers from 1 to 1000000
                    media         | desired | 10      | target is of no use with signal desired; take it out or set signal: queue
                    media         |         | 10      | target is of no use with signal desired; take it out or set signal: queue
                    """)
    void refusesWhatItCannotAnswer(String pool, String signal, String target, String line) {
        Map<String, String> metadata = new TreeMap<>();
        put(metadata, "pool", pool);
        put(metadata, "signal", signal);
        put(metadata, "target", target);
        assertThatThrownBy(() -> SignalRequest.read(metadata))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(line);
    }

    private static void put(Map<String, String> metadata, String key, String value) {
        if (value != null) {
            metadata.put(key, value);
        }
    }

    @Test
    void whatItShowsIsOneShortLine() {
        assertThat(SignalRequest.shown("a\nb\u2028c")).isEqualTo("a?b?c");
        assertThat(SignalRequest.shown("x".repeat(100))).hasSize(61);
    }
}

package dev.spillway.controller.pause;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Orders about a pool of 2 to 10 workers. */
final class RulingTest {

    private static final Instant SINCE = Instant.parse("2026-01-05T02:47:13Z");

    private static Order order(Order.Kind kind, int replicas, boolean force) {
        return new Order(
                kind,
                replicas < 0 ? OptionalInt.empty() : OptionalInt.of(replicas),
                force,
                "amy",
                "flood");
    }

    /** What is done, or the line that says why not; -1 stands for no number. */
    private static String ruled(Order order, int desired, int paused) {
        Optional<Pause> pause =
                paused < 0 ? Optional.empty() : Optional.of(new Pause(paused, SINCE, "bob", ""));
        return switch (Ruling.on(order, new Ruling.Situation("shared", 2, 10, desired, pause))) {
            case Ruling.Obeyed(List<Order> steps) ->
                    String.join(
                            ", ",
                            steps.stream()
                                    .map(
                                            step ->
                                                    step.kind().word()
                                                            + step.replicas().stream()
                                                                    .mapToObj(
                                                                            number -> " " + number)
                                                                    .findFirst()
                                                                    .orElse(""))
                                    .toList());
            case Ruling.Refused(_, String line) -> line;
        };
    }

    @ParameterizedTest
    @CsvSource(
            textBlock =
                    """
                    # kind,    N,  force, desired, paused at -> what is done
                    PAUSE,     -1, false, 3,       -1, pause 3
                    PAUSE,     6,  false, 3,       -1, pause 6
                    PAUSE,     -1, false, 12,      -1, pause 12
                    PAUSE,     12, false, 12,      -1, pause 12
                    PAUSE,     11, false, 3,       -1, 'replicas is 11; pool shared allows 2 to 10, and with force 0 to 1000'
                    PAUSE,     11, true,  3,       -1, pause 11
                    PAUSE,     0,  false, 3,       -1, 'replicas is 0; pool shared allows 2 to 10, and with force 0 to 1000'
                    PAUSE,     0,  true,  3,       -1, pause 0
                    PAUSE,     -1, false, 3,       3,  'pool shared is paused at 3 already, by bob; scale changes the number, resume ends it'
                    PAUSE,     5,  true,  3,       3,  'pool shared is paused at 3 already, by bob; scale changes the number, resume ends it'
                    SCALE,     10, false, 3,       -1, scale 10
                    SCALE,     10, false, 3,       3,  scale 10
                    SCALE,     1,  false, 3,       3,  'replicas is 1; pool shared allows 2 to 10, and with force 0 to 1000'
                    SCALE,     99, true,  3,       3,  scale 99
                    EMERGENCY, -1, false, 3,       -1, 'pause 3, emergency 6'
                    EMERGENCY, -1, false, 7,       -1, 'pause 7, emergency 10'
                    EMERGENCY, -1, false, 10,      -1, 'pause 10, emergency 10'
                    EMERGENCY, -1, false, 14,      -1, 'pause 14, emergency 14'
                    EMERGENCY, -1, false, 0,       -1, 'pause 0, emergency 2'
                    EMERGENCY, -1, false, 3,       4,  emergency 8
                    EMERGENCY, -1, false, 10,      10, 'pool shared is paused at 10 already, and its maximum is 10; scale with force goes beyond'
                    RESUME,    -1, false, 3,       3,  resume
                    RESUME,    -1, false, 3,       -1, pool shared is not paused
                    """)
    void rules(
            Order.Kind kind, int replicas, boolean force, int desired, int paused, String ruling) {
        assertThat(ruled(order(kind, replicas, force), desired, paused)).isEqualTo(ruling);
    }

    @Test
    void aStepSaysWhoAndWhy() {
        Ruling ruling =
                Ruling.on(
                        order(Order.Kind.EMERGENCY, -1, false),
                        new Ruling.Situation("shared", 2, 10, 3, Optional.empty()));

        assertThat(ruling)
                .isEqualTo(
                        new Ruling.Obeyed(
                                List.of(
                                        order(Order.Kind.PAUSE, 3, false),
                                        order(Order.Kind.EMERGENCY, 6, false))));
        assertThat(new Order.Taken(SINCE, order(Order.Kind.EMERGENCY, 6, false)).pause())
                .isEqualTo(new Pause(6, SINCE, "amy", "flood"));
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 1001, Integer.MIN_VALUE, Integer.MAX_VALUE})
    void noForceGoesBeyondWhatACountMayBe(int replicas) {
        assertThatThrownBy(
                        () ->
                                new Order(
                                        Order.Kind.SCALE,
                                        OptionalInt.of(replicas),
                                        true,
                                        "amy",
                                        ""))
                .hasMessage(
                        "replicas is %d; allowed are whole numbers from 0 to 1000"
                                .formatted(replicas));
    }

    @Test
    void aFixedNumberNeedsANumber() {
        assertThatThrownBy(() -> order(Order.Kind.SCALE, -1, false))
                .hasMessage("replicas is missing; scale needs it");
    }

    /** A record, a log and a terminal show these texts as they are. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "two\nlines",
                "two\r",
                "bell\u0007",
                "\u001b[31mred",
                "nul\0",
                "next\u0085",
                "line\u2028",
                "paragraph\u2029",
                "backwards\u202e",
                "half\ud83d"
            })
    void refusesWhatIsNotOneLineOfText(String text) {
        String rest = " has a control character or a line break; allowed is one line of text";
        assertThatThrownBy(() -> new Pause(1, SINCE, text, "")).hasMessage("by" + rest);
        assertThatThrownBy(() -> new Pause(1, SINCE, "amy", text)).hasMessage("reason" + rest);
    }

    @Test
    void limitsTheLengthOfNamesAndReasons() {
        assertThat(new Pause(1, SINCE, "é".repeat(64), "🌊".repeat(200)).by()).hasSize(64);
        assertThatThrownBy(() -> new Pause(1, SINCE, "a".repeat(65), ""))
                .hasMessage("by has 65 characters; allowed are 1 to 64");
        assertThatThrownBy(() -> new Pause(1, SINCE, "", ""))
                .hasMessage("by has 0 characters; allowed are 1 to 64");
        assertThatThrownBy(() -> new Pause(1, SINCE, "amy", "a".repeat(201)))
                .hasMessage("reason has 201 characters; allowed are 0 to 200");
    }
}

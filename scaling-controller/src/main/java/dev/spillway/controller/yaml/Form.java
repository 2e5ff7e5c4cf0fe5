package dev.spillway.controller.yaml;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;

/**
 * What a reader takes for a field. {@link Fields} notes it with every question, so that the schemas
 * of the custom resources can be compared with what is really read.
 */
sealed interface Form {

    /** It was asked only whether the field is there. */
    record Present() implements Form {}

    /** Any text but a blank one. */
    record Text() implements Form {}

    /** Text that as a whole matches a regular expression. */
    record Word(String pattern) implements Form {}

    /** Text that begins with one of some names, and may go on behind a colon. */
    record Words(List<String> names) implements Form {}

    /** One of some words. */
    record Choice(List<String> words) implements Form {}

    record Flag() implements Form {}

    record Whole(int least, int most) implements Form {}

    record Amount(BigDecimal least, BigDecimal most) implements Form {}

    record Time(Duration least, Duration most) implements Form {}

    record Items(Form each, boolean distinct) implements Form {}

    /** Free names, each with a word. */
    record Pairs() implements Form {}

    /** Fields of its own, which know what they were asked for. */
    record Section(Fields fields) implements Form {}

    record Sections(List<Fields> each) implements Form {}
}

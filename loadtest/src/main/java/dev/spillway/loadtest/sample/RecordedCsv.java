package dev.spillway.loadtest.sample;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * One line of text for each {@link Recorded}: how the generator's process hands its samples over
 * while it runs.
 */
public final class RecordedCsv {

    private static final int FIELDS = 8;

    private RecordedCsv() {}

    public static String line(Recorded recorded) {
        return String.join(
                ",",
                recorded.tenant(),
                recorded.phase().label(),
                Long.toString(recorded.offsetMillis()),
                Long.toString(micros(recorded.started())),
                Long.toString(micros(recorded.ended())),
                Integer.toString(recorded.status()),
                recorded.id(),
                Integer.toString(recorded.attempts()));
    }

    public static Recorded parse(String line) {
        List<String> fields = List.of(line.split(",", -1));
        if (fields.size() != FIELDS) {
            throw new IllegalArgumentException(
                    "sample line has "
                            + fields.size()
                            + " fields instead of "
                            + FIELDS
                            + ": "
                            + line);
        }
        return new Recorded(
                fields.get(0),
                Phase.ofLabel(fields.get(1)),
                Long.parseLong(fields.get(2)),
                instant(Long.parseLong(fields.get(3))),
                instant(Long.parseLong(fields.get(4))),
                Integer.parseInt(fields.get(5)),
                fields.get(6),
                Integer.parseInt(fields.get(7)));
    }

    private static long micros(Instant instant) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
    }

    private static Instant instant(long epochMicros) {
        return Instant.EPOCH.plus(epochMicros, ChronoUnit.MICROS);
    }
}

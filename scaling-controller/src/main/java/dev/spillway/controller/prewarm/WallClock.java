package dev.spillway.controller.prewarm;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.util.List;

/**
 * Turns wall-clock times into instants where clocks jump, so that a window is never shorter than it
 * was written: what begins at a time that is skipped begins with the jump, and what ends at one
 * keeps its length; what begins at a time that comes twice begins the first time, and what ends
 * there ends the second time.
 */
final class WallClock {

    private WallClock() {}

    static Instant begin(LocalDateTime local, ZoneId zone) {
        List<ZoneOffset> offsets = zone.getRules().getValidOffsets(local);
        return offsets.isEmpty()
                ? jump(local, zone).getInstant()
                : local.toInstant(offsets.getFirst());
    }

    static Instant end(LocalDateTime local, ZoneId zone) {
        List<ZoneOffset> offsets = zone.getRules().getValidOffsets(local);
        return local.toInstant(
                offsets.isEmpty() ? jump(local, zone).getOffsetBefore() : offsets.getLast());
    }

    private static ZoneOffsetTransition jump(LocalDateTime local, ZoneId zone) {
        return zone.getRules().getTransition(local);
    }
}

package dev.spillway.controller.recommend.baseline;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What {@link MarkPolicy} remembers.
 *
 * @param lastCheck when; the epoch before the first one
 * @param epoch of the counter below; empty before the first look
 * @param arrivedBefore the counter of arrivals when the minute in progress began
 * @param whole whether it was seen from the minute's beginning
 * @param minutes requests in each of the last whole minutes, the latest at the end
 * @param fresh how many of them came since the last forecast
 * @param forecasts how many there were
 * @param badChecks since the last forecast, or since the last change because of them
 */
public record MarkState(
        Instant lastCheck,
        String epoch,
        long arrivedBefore,
        boolean whole,
        List<Long> minutes,
        int fresh,
        long forecasts,
        int badChecks) {

    static final int MEMORY = 30;

    static final MarkState NONE = new MarkState(Instant.EPOCH, "", 0, false, List.of(), 0, 0, 0);

    public MarkState {
        minutes = List.copyOf(minutes);
    }

    /** Counts arrivals; a minute is known once it is over. */
    MarkState seen(Instant now, String seenEpoch, long arrived) {
        if (!epoch.equals(seenEpoch)) {
            boolean onTheMinute = now.getEpochSecond() % 60 == 0;
            return new MarkState(
                    now, seenEpoch, arrived, onTheMinute, minutes, fresh, forecasts, badChecks);
        }
        if (!crosses(now, 60)) {
            return new MarkState(
                    now, epoch, arrivedBefore, whole, minutes, fresh, forecasts, badChecks);
        }
        List<Long> known = new ArrayList<>(minutes);
        if (whole) {
            known.add(arrived - arrivedBefore);
        }
        int from = Math.max(0, known.size() - MEMORY);
        return new MarkState(
                now,
                epoch,
                arrived,
                true,
                known.subList(from, known.size()),
                Math.min(MEMORY, fresh + (whole ? 1 : 0)),
                forecasts,
                badChecks);
    }

    /** Whether a multiple of so many seconds lies between the last check and now. */
    boolean crosses(Instant now, long seconds) {
        return now.getEpochSecond() / seconds > lastCheck.getEpochSecond() / seconds;
    }

    MarkState forecast() {
        return new MarkState(lastCheck, epoch, arrivedBefore, whole, minutes, 0, forecasts + 1, 0);
    }

    MarkState withBadChecks(int checks) {
        return new MarkState(
                lastCheck, epoch, arrivedBefore, whole, minutes, fresh, forecasts, checks);
    }
}

package dev.spillway.controller.bound;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What one decision about a pool must know of those before it. Lost with the controller, on
 * purpose: a new one watches for a whole window before it takes anything away.
 *
 * @param epoch of the queue's store when it was last read
 * @param since when the unbroken series of measurements began
 * @param wants what was wanted since then, oldest first
 * @param lastUp the last step up
 * @param lastDown the last step down
 */
public record Memory(
        Optional<String> epoch,
        Instant since,
        List<Want> wants,
        Optional<Instant> lastUp,
        Optional<Instant> lastDown) {

    public Memory {
        wants = List.copyOf(wants);
    }

    /** How many workers were wanted at one moment. */
    public record Want(Instant at, int replicas) {}

    public static Memory startingAt(Instant now) {
        return new Memory(Optional.empty(), now, List.of(), Optional.empty(), Optional.empty());
    }

    /** The series broke: calm starts anew. */
    Memory interruptedAt(Instant now) {
        return new Memory(epoch, now, List.of(), lastUp, lastDown);
    }

    Memory remembering(String newEpoch, int replicas, Instant now, Duration span) {
        boolean storeWasLost = epoch.isPresent() && !epoch.get().equals(newEpoch);
        Memory base = storeWasLost ? interruptedAt(now) : this;
        Instant oldest = now.minus(span);
        List<Want> kept = new ArrayList<>(base.wants.size() + 1);
        base.wants.stream().filter(want -> !want.at().isBefore(oldest)).forEach(kept::add);
        kept.add(new Want(now, replicas));
        return new Memory(Optional.of(newEpoch), base.since, kept, lastUp, lastDown);
    }

    Memory steppedUpAt(Instant now) {
        return new Memory(epoch, since, wants, Optional.of(now), lastDown);
    }

    Memory steppedDownAt(Instant now) {
        return new Memory(epoch, since, wants, lastUp, Optional.of(now));
    }

    boolean covers(Duration window, Instant now) {
        return !since.plus(window).isAfter(now);
    }

    int mostWanted(Duration window, Instant now) {
        return within(window, now).stream().mapToInt(Want::replicas).max().orElse(0);
    }

    int leastWanted(Duration window, Instant now) {
        return within(window, now).stream().mapToInt(Want::replicas).min().orElse(0);
    }

    private List<Want> within(Duration window, Instant now) {
        Instant oldest = now.minus(window);
        return wants.stream().filter(want -> !want.at().isBefore(oldest)).toList();
    }

    static boolean isRecent(Optional<Instant> event, Duration period, Instant now) {
        return event.isPresent() && event.get().plus(period).isAfter(now);
    }
}

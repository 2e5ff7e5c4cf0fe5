package dev.spillway.controller.bound;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What one decision about a pool must know of those before it. It outlives the controller; where it
 * is lost all the same, a new one watches for a whole window before it takes anything away.
 *
 * @param epoch of the queue's store when it was last read
 * @param since when the unbroken series of measurements began
 * @param wants what was wanted since then, oldest first; only those that no later one makes
 *     irrelevant for the most and the least of any window that ends now
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
    public Memory interruptedAt(Instant now) {
        return new Memory(epoch, now, List.of(), lastUp, lastDown);
    }

    Memory remembering(String newEpoch, int replicas, Instant now, Duration span) {
        boolean storeWasLost = epoch.isPresent() && !epoch.get().equals(newEpoch);
        Memory base = storeWasLost ? interruptedAt(now) : this;
        Instant oldest = now.minus(span);
        List<Want> kept = new ArrayList<>(base.wants.size() + 1);
        for (Want want : base.wants) {
            if (!want.at().isBefore(oldest)) {
                kept.add(want);
            }
        }
        kept.add(new Want(now, replicas));
        dropIrrelevant(kept);
        return new Memory(Optional.of(newEpoch), base.since, kept, lastUp, lastDown);
    }

    /**
     * Leaves out each want with a later one that is at least as large and a later one that is at
     * most as large: it is neither the most nor the least of any window up to now. What stays has
     * at most two entries for each number of workers.
     */
    private static void dropIrrelevant(List<Want> wants) {
        int most = Integer.MIN_VALUE;
        int least = Integer.MAX_VALUE;
        for (int i = wants.size() - 1; i >= 0; i--) {
            int replicas = wants.get(i).replicas();
            if (replicas <= most && replicas >= least) {
                wants.remove(i);
            }
            most = Math.max(most, replicas);
            least = Math.min(least, replicas);
        }
    }

    /** The clock stepped: calm starts anew, and no step lies in the future. */
    public Memory startedAnewAt(Instant now) {
        return new Memory(epoch, now, List.of(), notAfter(lastUp, now), notAfter(lastDown, now));
    }

    private static Optional<Instant> notAfter(Optional<Instant> event, Instant now) {
        return event.map(at -> at.isAfter(now) ? now : at);
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

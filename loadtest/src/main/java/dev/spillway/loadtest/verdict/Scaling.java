package dev.spillway.loadtest.verdict;

import dev.spillway.loadtest.sample.Phase;
import dev.spillway.loadtest.timeline.Snapshot;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Whether the fleet followed the load: out when queries waited, back in when they no longer did.
 */
final class Scaling {

    private final Thresholds thresholds;

    Scaling(Thresholds thresholds) {
        this.thresholds = thresholds;
    }

    List<Check> checks(Evidence evidence) {
        if (evidence.timeline().isEmpty()) {
            return List.of(
                    new Check(
                            "scaled out",
                            Result.INVALID,
                            "no replica timeline",
                            "one look a second"));
        }
        return List.of(scaledOut(evidence), scaledIn(evidence));
    }

    private Check scaledOut(Evidence evidence) {
        Instant spike = evidence.startOf(Phase.SPIKE);
        Optional<Snapshot> due =
                first(
                        evidence,
                        look ->
                                !look.at().isBefore(spike)
                                        && look.waiting() > thresholds.scaleOutDepth());
        if (due.isEmpty()) {
            String measured =
                    "never more than " + thresholds.scaleOutDepth() + " waiting in the spike";
            return new Check("scaled out", Result.WARN, measured, limit());
        }
        Snapshot from = due.get();
        // Between two looks the controller may have decided already.
        Optional<Duration> wanted =
                from.desired() > from.ready()
                        ? Optional.of(Duration.ZERO)
                        : delay(evidence, from, look -> look.desired() > from.desired());
        Optional<Duration> ready = delay(evidence, from, look -> look.ready() > from.ready());
        boolean inTime =
                ready.filter(delay -> delay.compareTo(thresholds.scaleOutWithin()) <= 0)
                        .isPresent();
        String measured = "decided after " + seconds(wanted) + ", ready after " + seconds(ready);
        return new Check("scaled out", inTime ? Result.PASS : Result.FAIL, measured, limit());
    }

    private Check scaledIn(Evidence evidence) {
        Instant spike = evidence.startOf(Phase.SPIKE);
        int before =
                evidence.timeline().stream()
                        .filter(look -> look.at().isBefore(spike))
                        .reduce((_, later) -> later)
                        .orElse(evidence.timeline().getFirst())
                        .running();
        int peak = evidence.timeline().stream().mapToInt(Snapshot::running).max().orElse(before);
        Snapshot last = evidence.timeline().getLast();
        int end = last.running();
        Duration watched = Duration.between(evidence.startOf(Phase.RECOVER), last.at());
        boolean longEnough = watched.compareTo(thresholds.scaleInWithin()) >= 0;
        String measured = before + " -> " + peak + " -> " + end + " workers";
        return new Check(
                "scaled back in",
                backIn(before, peak, end, longEnough),
                longEnough || end <= before
                        ? measured
                        : measured + ", watched for only " + watched.toSeconds() + " s",
                "as before the spike, " + thresholds.scaleInWithin().toSeconds() + " s after it");
    }

    private static Result backIn(int before, int peak, int end, boolean longEnough) {
        if (end <= before) {
            return Result.PASS;
        }
        return end < peak || !longEnough ? Result.WARN : Result.FAIL;
    }

    private static Optional<Duration> delay(
            Evidence evidence, Snapshot from, Predicate<Snapshot> reached) {
        return first(evidence, look -> look.at().isAfter(from.at()) && reached.test(look))
                .map(look -> Duration.between(from.at(), look.at()));
    }

    private static Optional<Snapshot> first(Evidence evidence, Predicate<Snapshot> when) {
        return evidence.timeline().stream().filter(when).findFirst();
    }

    private static String seconds(Optional<Duration> delay) {
        return delay.map(d -> String.format(Locale.ROOT, "%.1f s", d.toMillis() / 1_000.0))
                .orElse("never");
    }

    private String limit() {
        return "ready within "
                + thresholds.scaleOutWithin().toSeconds()
                + " s of depth > "
                + thresholds.scaleOutDepth();
    }
}

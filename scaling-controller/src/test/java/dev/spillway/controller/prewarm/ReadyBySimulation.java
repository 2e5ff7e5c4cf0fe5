package dev.spillway.controller.prewarm;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * A thousand mornings of one pool: 1 to 20 workers are to be ready by nine, each start-up takes a
 * random time, and the schedule learns from each. A tick of a second and a step of up to a second
 * lie between the floor and the start.
 */
final class ReadyBySimulation {

    static final int EVENTS = 1000;

    /**
     * What came of it.
     *
     * @param readyRatio share of the events with all workers ready by nine
     * @param medianEarliness between the last worker and nine, over the events in time
     * @param fixedEarliness the same for a constant lead of five minutes
     */
    record Outcome(double readyRatio, Duration medianEarliness, Duration fixedEarliness) {}

    /** How long the start of one worker takes, in the event of that number. */
    interface StartupTimes {
        double sampleSeconds(int event, RandomGenerator random);
    }

    private static final Duration STEP = Duration.ofSeconds(2);
    private static final Duration FIXED_LEAD = Duration.ofMinutes(5);

    private ReadyBySimulation() {}

    static Outcome run(StartupTimes times, Duration assumed, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        ZoneId zone = ZoneId.of("Europe/Berlin");
        LocalDate first = LocalDate.parse("2026-01-01");
        Startups startups = Startups.none();
        long[] earlyMillis = new long[EVENTS];
        long[] fixedMillis = new long[EVENTS];
        for (int event = 0; event < EVENTS; event++) {
            int workers = random.nextInt(1, 21);
            Instant readyBy = first.plusDays(event).atTime(9, 0).atZone(zone).toInstant();
            Prewarm prewarm = mornings(zone, workers);
            Instant start =
                    prewarm.at(
                                    readyBy.minus(Duration.ofHours(10)),
                                    new Lead(startups, assumed, STEP))
                            .nextChange()
                            .orElseThrow();
            List<Duration> taken = new ArrayList<>();
            for (int i = 0; i < workers; i++) {
                taken.add(millis(times.sampleSeconds(event, random)));
            }
            Duration slowest = taken.stream().max(Duration::compareTo).orElseThrow();
            Duration delay = millis(random.nextDouble(0, 2));
            Instant ready = start.plus(delay).plus(slowest);
            earlyMillis[event] = Duration.between(ready, readyBy).toMillis();
            fixedMillis[event] = FIXED_LEAD.minus(delay).minus(slowest).toMillis();
            for (Duration one : taken) {
                startups = startups.measured(one);
            }
        }
        return new Outcome(
                Arrays.stream(earlyMillis).filter(early -> early >= 0).count() / (double) EVENTS,
                median(earlyMillis),
                median(fixedMillis));
    }

    private static Duration median(long[] millis) {
        long[] inTime = Arrays.stream(millis).filter(early -> early >= 0).sorted().toArray();
        return Duration.ofMillis(inTime[inTime.length / 2]);
    }

    private static Duration millis(double seconds) {
        return Duration.ofMillis(Math.round(seconds * 1000));
    }

    private static Prewarm mornings(ZoneId zone, int workers) {
        Timing nine =
                new Timing.Recurring(
                        EnumSet.allOf(DayOfWeek.class),
                        Set.of(),
                        Set.of(),
                        LocalTime.of(9, 0),
                        LocalTime.of(10, 0));
        Window window = new Window("nine", nine, workers, 1, Duration.ZERO, Duration.ZERO);
        return new Prewarm(List.of(new PrewarmSchedule("s", "pool", zone, List.of(window))));
    }
}

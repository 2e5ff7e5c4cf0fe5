package dev.spillway.loadtest.scenario;

import dev.spillway.loadtest.sample.Phase;

import java.util.ArrayList;
import java.util.List;

/**
 * When each request of a tenant is due. The same arithmetic as Gatling's constant-rate injection,
 * so that the k-th virtual user of a tenant belongs to the k-th slot: each second gets its share of
 * the phase's users, evenly spread within it.
 */
public final class Schedule {

    private static final long SECOND_MILLIS = 1_000;

    private final List<Slot> slots;

    private Schedule(List<Slot> slots) {
        this.slots = List.copyOf(slots);
    }

    /** A request's due time, counted from the start of the load. */
    public record Slot(Phase phase, long offsetMillis) {}

    public static Schedule of(Scenario scenario, TenantLoad tenant) {
        List<Slot> slots = new ArrayList<>();
        for (Stretch stretch : scenario.stretches()) {
            long begin = tenant.staggerMillis() + stretch.startSeconds() * SECOND_MILLIS;
            double rate = scenario.ratePerSecond(tenant, stretch.phase());
            for (long offset : offsetsMillis(rate, stretch.lengthSeconds())) {
                slots.add(new Slot(stretch.phase(), begin + offset));
            }
        }
        return new Schedule(slots);
    }

    public List<Slot> slots() {
        return slots;
    }

    public long count(Phase phase) {
        return slots.stream().filter(slot -> slot.phase() == phase).count();
    }

    static List<Long> offsetsMillis(double ratePerSecond, int lengthSeconds) {
        long users = Math.round(ratePerSecond * lengthSeconds);
        List<Long> offsets = new ArrayList<>();
        for (int second = 0; second < lengthSeconds; second++) {
            long here =
                    usersBefore(users, second + 1, lengthSeconds)
                            - usersBefore(users, second, lengthSeconds);
            for (long user = 0; user < here; user++) {
                offsets.add(second * SECOND_MILLIS + user * SECOND_MILLIS / here);
            }
        }
        return offsets;
    }

    private static long usersBefore(long users, int second, int lengthSeconds) {
        return Math.ceilDiv(users * second, (long) lengthSeconds);
    }
}

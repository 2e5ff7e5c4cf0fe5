package dev.spillway.controller.loop;

import dev.spillway.controller.bound.Bound;
import dev.spillway.controller.prewarm.Floor;
import dev.spillway.controller.prewarm.Lead;
import dev.spillway.controller.prewarm.Prewarm;
import dev.spillway.controller.prewarm.PrewarmSchedule;
import dev.spillway.controller.prewarm.Startups;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** The floor that schedules keep under one pool, from decision to decision. */
final class Prewarming {

    /** From a decision to the start of its workers: a tick of the loop, and the actuator's. */
    private static final Duration STEP = Duration.ofSeconds(2);

    private Floor floor = Floor.NONE;

    /**
     * The floors at a moment, none where no window holds.
     *
     * @param schedules of all pools
     * @param startups how long the pool's workers took to start
     */
    List<dev.spillway.controller.bound.Floor> floors(
            String pool, List<PrewarmSchedule> schedules, Startups startups, Instant now) {
        Lead lead = new Lead(startups, Startups.UNMEASURED, STEP);
        floor = Prewarm.of(pool, schedules).at(now, lead, floor);
        return floor.replicas() == 0
                ? List.of()
                : List.of(
                        new dev.spillway.controller.bound.Floor(
                                Bound.PREWARM_FLOOR, floor.replicas()));
    }
}

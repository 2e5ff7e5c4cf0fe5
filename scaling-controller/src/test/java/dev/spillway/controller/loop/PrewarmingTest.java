package dev.spillway.controller.loop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.controller.bound.Bound;
import dev.spillway.controller.decision.Decision;
import dev.spillway.controller.prewarm.PrewarmSchedule;
import dev.spillway.controller.prewarm.Timing;
import dev.spillway.controller.prewarm.Window;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

final class PrewarmingTest {

    private final World world = new World(new NoNotes(), Map.of(), "queue-depth", "");

    @Test
    void workersAreReadyWhenAWindowBeginsAndGoAfterIt() {
        world.schedule(opensAfter(600, 60));
        world.seconds(300);
        assertThat(world.workers()).isEqualTo(2);

        world.seconds(299);
        assertThat(world.workers()).isEqualTo(7);

        Decision within = world.second();
        assertThat(within.to()).isEqualTo(7);
        assertThat(within.live().steps()).anyMatch(step -> step.bound() == Bound.PREWARM_FLOOR);

        world.seconds(60 + 20 * 60);
        assertThat(world.workers()).isEqualTo(2);
    }

    private static PrewarmSchedule opensAfter(int seconds, int lastingSeconds) {
        LocalDateTime opens =
                LocalDateTime.ofInstant(World.START.plusSeconds(seconds), ZoneOffset.UTC);
        return new PrewarmSchedule(
                "market",
                "shared",
                ZoneOffset.UTC,
                List.of(
                        new Window(
                                "opening",
                                new Timing.Once(opens, opens.plusSeconds(lastingSeconds)),
                                7,
                                1,
                                Duration.ZERO,
                                Duration.ZERO)));
    }
}

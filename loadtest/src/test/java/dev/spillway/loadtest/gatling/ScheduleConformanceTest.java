package dev.spillway.loadtest.gatling;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.loadtest.sample.Phase;
import dev.spillway.loadtest.scenario.Scenario;
import dev.spillway.loadtest.scenario.Schedule;
import dev.spillway.loadtest.scenario.TenantLoad;

import io.gatling.core.controller.inject.open.ConstantRateOpenInjection;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import scala.collection.Iterator;
import scala.concurrent.duration.FiniteDuration;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Holds the schedule to what Gatling's own injection does, whichever release is pinned. */
class ScheduleConformanceTest {

    @ParameterizedTest
    @CsvSource(
            textBlock =
                    """
            # rate, seconds
            3,      4
            6,      5
            10,     3
            150,    2
            2.5,    7
            0.3,    10
            """)
    void givesEachUserTheTimeThatGatlingGivesIt(double rate, int seconds) {
        Scenario scenario =
                new Scenario(
                        List.of(new TenantLoad("media", "premium", rate, 0)),
                        "media",
                        1,
                        new Scenario.Lengths(0, seconds, seconds, seconds));

        List<Long> ours =
                Schedule.of(scenario, scenario.tenants().getFirst()).slots().stream()
                        .filter(slot -> slot.phase() == Phase.WARM)
                        .map(Schedule.Slot::offsetMillis)
                        .toList();

        assertThat(ours).isEqualTo(gatling(rate, seconds));
    }

    private static List<Long> gatling(double rate, int seconds) {
        Iterator<FiniteDuration> users =
                new ConstantRateOpenInjection(rate, FiniteDuration.apply(seconds, TimeUnit.SECONDS))
                        .chain(scala.collection.Iterator$.MODULE$.empty());
        List<Long> millis = new ArrayList<>();
        while (users.hasNext()) {
            millis.add(users.next().toMillis());
        }
        return millis;
    }
}

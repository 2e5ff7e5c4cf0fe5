package dev.spillway.controller.simulate.run;

import static dev.spillway.controller.simulate.run.Scenarios.MINUTE;
import static dev.spillway.controller.simulate.run.Scenarios.SECOND;
import static dev.spillway.controller.simulate.run.Scenarios.aScenario;
import static dev.spillway.controller.simulate.run.Scenarios.exponential;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.controller.recommend.QueueDepthPolicy;
import dev.spillway.controller.simulate.arrive.Rate;
import dev.spillway.controller.simulate.scenario.Contender;
import dev.spillway.controller.simulate.scenario.Fault;
import dev.spillway.controller.simulate.score.Outcome;
import dev.spillway.controller.simulate.steer.PolicyDriver;

import org.junit.jupiter.api.Test;

import tools.jackson.databind.json.JsonMapper;

/** A controller that finds the state of the one before decides as that would have. */
final class RestartTest {

    private static final JsonMapper JSON = new JsonMapper();

    private static final PolicyDriver.Handover THROUGH_JSON =
            new PolicyDriver.Handover() {
                @Override
                public <T> T carry(T state, Class<T> type) {
                    return JSON.readValue(JSON.writeValueAsString(state), type);
                }
            };

    private static Scenarios waves() {
        return aScenario()
                .slotsPerWorker(2)
                .workers(1, 1, 20)
                .lasting(6 * MINUTE)
                .tenant("one", 1, new Rate.Square(12, 1, 170, 0.4), exponential(0.6));
    }

    private static Outcome run(Scenarios scenario) {
        return Simulation.run(
                scenario.build(),
                Contender.of("queue-depth"),
                1,
                (_, _) -> new QueueDepthPolicy(),
                THROUGH_JSON,
                Progress.SILENT);
    }

    @Test
    void goesOnAsIfNothingHadHappenedAtEachOf500Moments() {
        Outcome undisturbed = run(waves());

        for (int i = 0; i < 500; i++) {
            Fault restart = new Fault.Restart(20 * SECOND + i * 2L * SECOND / 3, 0, true);
            Outcome outcome = run(waves().fault(restart));
            assertThat(outcome.totals()).isEqualTo(undisturbed.totals());
            assertThat(outcome.pools().getFirst().desired())
                    .isEqualTo(undisturbed.pools().getFirst().desired());
        }
    }

    @Test
    void decidesOtherwiseWithoutItsMemory() {
        Fault restart = new Fault.Restart(4 * MINUTE, 0, false);

        assertThat(run(waves().fault(restart)).pools().getFirst().desired())
                .isNotEqualTo(run(waves()).pools().getFirst().desired());
    }

    @Test
    void changesNothingWhileItIsAway() {
        Outcome outcome = run(waves().fault(new Fault.Restart(SECOND / 2, 60 * SECOND, true)));
        int[] desired = outcome.pools().getFirst().desired();

        assertThat(desired[0]).isEqualTo(1);
        assertThat(desired[5]).isEqualTo(1);
        assertThat(desired[7]).isGreaterThan(1);
    }
}

package dev.spillway.controller.recommend.hpa;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.controller.recommend.hpa.calculator.Tuning;
import dev.spillway.controller.recommend.hpa.normalize.BehaviorNormalization;
import dev.spillway.controller.recommend.hpa.normalize.HpaMemory;
import dev.spillway.controller.recommend.hpa.normalize.Limited;
import dev.spillway.controller.recommend.hpa.normalize.ScaleEvent;
import dev.spillway.controller.recommend.hpa.spec.HpaBehavior;
import dev.spillway.controller.recommend.hpa.spec.RatePolicy;
import dev.spillway.controller.recommend.hpa.spec.ScalingRules;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The 42 rows of Kubernetes' own table for rate policies. Kubernetes skips row 7; the rules give
 * its number all the same, so it runs here.
 */
final class ScalingWithRulesTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final Duration SPREAD = Duration.ofMinutes(2);

    @ParameterizedTest(name = "{0}: {1} to {2} gives {9} by {10}")
    @CsvFileSource(
            resources = "/hpa/scaling-with-rules.csv",
            useHeadersInDisplayName = false,
            numLinesToSkip = 1)
    void limitsAsUpstream(
            int row,
            int current,
            int desired,
            int min,
            int max,
            String upRules,
            String downRules,
            String upEvents,
            String downEvents,
            int expected,
            String reason) {
        HpaBehavior behavior =
                new HpaBehavior(
                        rules(upRules, ScalingRules.UP), rules(downRules, ScalingRules.DOWN));
        HpaMemory memory = new HpaMemory(List.of(), events(upEvents), events(downEvents));

        Limited limited =
                new BehaviorNormalization(behavior, Tuning.OF_UPSTREAM_TESTS, Set.of())
                        .limit(current, desired, min, max, memory, NOW);

        assertThat(limited.replicas()).as("replicas of row %d", row).isEqualTo(expected);
        assertThat(limited.reason().reason()).as("reason of row %d", row).isEqualTo(reason);
    }

    @Test
    void hasAllRows() throws IOException {
        try (InputStream table = getClass().getResourceAsStream("/hpa/scaling-with-rules.csv")) {
            assertThat(new String(table.readAllBytes(), StandardCharsets.UTF_8).lines())
                    .filteredOn(line -> !line.isEmpty() && Character.isDigit(line.charAt(0)))
                    .hasSize(42);
        }
    }

    private static ScalingRules rules(String text, ScalingRules defaults) {
        if (text.equals("-")) {
            return defaults;
        }
        String[] parts = text.split("/", -1);
        List<RatePolicy> policies = new ArrayList<>();
        if (!parts[0].equals("0")) {
            policies.add(RatePolicy.pods(Integer.parseInt(parts[0]), seconds(parts[1])));
        }
        if (!parts[2].equals("0")) {
            policies.add(RatePolicy.percent(Integer.parseInt(parts[2]), seconds(parts[3])));
        }
        return defaults.withWindow(seconds(parts[4]))
                .withPolicies(policies.toArray(RatePolicy[]::new));
    }

    private static Duration seconds(String text) {
        return Duration.ofSeconds(Long.parseLong(text));
    }

    /** Event i of n (from 1) is 120 - 120/n * i + 120/n/2 seconds old. */
    private static List<ScaleEvent> events(String text) {
        if (text.equals("-")) {
            return List.of();
        }
        String[] changes = text.split("/", -1);
        Duration step = SPREAD.dividedBy(changes.length);
        List<ScaleEvent> events = new ArrayList<>();
        for (int i = 1; i <= changes.length; i++) {
            Duration age = SPREAD.minus(step.multipliedBy(i)).plus(step.dividedBy(2));
            events.add(new ScaleEvent(Integer.parseInt(changes[i - 1]), NOW.minus(age), false));
        }
        return events;
    }
}

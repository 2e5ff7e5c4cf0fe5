package dev.spillway.rag.health;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

class StartWatchTest {

    private final List<String> missing = new ArrayList<>(List.of("model", "index"));
    private final Readiness readiness =
            new Readiness(List.of(check("model"), check("index"), check("redis")));
    private final StartWatch watch = new StartWatch();

    @Test
    void tellsWhenEachConditionWasMetFirst() {
        watch.done("context", Duration.ofMillis(900));
        assertThat(watch.look(readiness.report(), Duration.ofSeconds(1))).isEmpty();
        missing.remove("index");
        assertThat(watch.look(readiness.report(), Duration.ofMillis(1_500))).isEmpty();
        missing.remove("model");

        assertThat(watch.look(readiness.report(), Duration.ofMillis(2_810)))
                .contains(
                        "ready 2810 ms after the process began:"
                                + " context 900, redis 1000, index 1500, model 2810");
    }

    @Test
    void keepsTheFirstTimeOfAConditionThatCameAndWent() {
        watch.look(readiness.report(), Duration.ofMillis(100));
        missing.add("redis");
        watch.look(readiness.report(), Duration.ofMillis(200));
        missing.clear();

        assertThat(watch.look(readiness.report(), Duration.ofMillis(300)))
                .hasValueSatisfying(summary -> assertThat(summary).contains("redis 100"));
    }

    private Check check(String name) {
        return new Check(name, () -> missing.contains(name) ? "not yet" : "");
    }
}

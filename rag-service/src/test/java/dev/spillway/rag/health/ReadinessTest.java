package dev.spillway.rag.health;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

class ReadinessTest {

    @Test
    void isReadyWhenEveryCheckIsMetAndNamesThoseThatAreNot() {
        AtomicReference<String> problem = new AtomicReference<>("still loading");
        Readiness readiness =
                new Readiness(List.of(new Check("model_loaded", problem::get)))
                        .and(new Check("redis", () -> ""));

        assertThat(readiness.isReady()).isFalse();
        assertThat(readiness.report().status()).isEqualTo("not_ready");
        assertThat(readiness.report().checks()).containsEntry("redis", true);
        assertThat(readiness.report().reasons()).containsEntry("model_loaded", "still loading");

        problem.set("");
        assertThat(readiness.isReady()).isTrue();
        assertThat(readiness.report().allMet()).isTrue();
    }

    @Test
    void hasAProblemUntilTheFirstAnswerAndAgainWhenNoneComes() {
        AtomicBoolean up = new AtomicBoolean(true);
        Heartbeat heartbeat =
                new Heartbeat(
                        "Redis",
                        () -> {
                            if (!up.get()) {
                                throw new IllegalStateException("gone");
                            }
                        });

        assertThat(heartbeat.problem()).isEqualTo("Redis has not answered yet");
        heartbeat.tick();
        assertThat(heartbeat.problem()).isEmpty();
        up.set(false);
        heartbeat.tick();
        assertThat(heartbeat.problem()).isEqualTo("Redis does not answer");
    }
}

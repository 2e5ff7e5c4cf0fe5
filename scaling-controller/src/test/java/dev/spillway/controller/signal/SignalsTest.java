package dev.spillway.controller.signal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.controller.loop.PoolState;
import dev.spillway.controller.pause.Pause;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;

final class SignalsTest {

    private static final SignalRequest DESIRED = SignalRequest.read(Map.of("pool", "media"));
    private static final SignalRequest QUEUE =
            SignalRequest.read(Map.of("pool", "media", "signal", "queue"));

    private final Passes passes = new Passes();

    @Test
    void theDecisionIsOneWorkerPerWorker() {
        passes.made(Passes.pool("media", 1, 7, 90, 48));

        assertThat(answer(DESIRED))
                .isEqualTo(
                        new Answer.Known(
                                true, List.of(new WorkerMetric("spillway-desired-workers", 1, 7))));
    }

    @Test
    void theQueueIsWhatWaitsAndWhatIsInFlight() {
        passes.made(Passes.pool("media", 1, 7, 90, 48));

        assertThat(answer(QUEUE))
                .isEqualTo(
                        new Answer.Known(
                                true,
                                List.of(
                                        new WorkerMetric("spillway-waiting-requests", 10, 90),
                                        new WorkerMetric("spillway-requests-in-flight", 16, 48))));
        assertThat(answer(new SignalRequest("media", SignalRequest.Kind.QUEUE, OptionalInt.of(3))))
                .extracting(known -> ((Answer.Known) known).metrics().getFirst().perWorker())
                .isEqualTo(3.0);
    }

    @ParameterizedTest
    @CsvSource(
            textBlock =
                    """
                    # min, desired, waiting, in flight, queue active, desired active
                    0, 0, 0, 0, false, false
                    0, 0, 1, 0, true,  true
                    0, 0, 0, 1, true,  true
                    1, 0, 0, 0, true,  true
                    0, 1, 0, 0, false, true
                    """)
    void isActiveWhileAWorkerIsNeeded(
            int min,
            int desired,
            long waiting,
            long inFlight,
            boolean byQueue,
            boolean byDecision) {
        passes.made(Passes.pool("media", min, desired, waiting, inFlight));

        assertThat(isActive(QUEUE)).isEqualTo(byQueue);
        assertThat(isActive(DESIRED)).isEqualTo(byDecision);
    }

    @ParameterizedTest
    @CsvSource({"0, false", "2, true"})
    void whatAPersonFixedStandsAboveEverything(int replicas, boolean active) {
        Pause pause = new Pause(replicas, Passes.NOW, "ops", "incident");
        passes.made(Passes.pool("media", 1, replicas, 90, 48, Passes.NOW, Optional.of(pause)));

        assertThat(isActive(QUEUE)).isEqualTo(active);
        assertThat(isActive(DESIRED)).isEqualTo(active);
    }

    @Test
    void whoStandsByKnowsNothing() {
        assertThat(answer(DESIRED))
                .isEqualTo(
                        new Answer.Unavailable(
                                "this controller only stands by; the holder of its Lease answers"));
    }

    @Test
    void aPoolThatIsNotThereIsUnknown() {
        passes.made();

        assertThat(answer(DESIRED))
                .isEqualTo(new Answer.Unknown("pool is 'media'; no pool has that name"));
    }

    @Test
    void aQueueThatDoesNotAnswerIsNoEmptyQueue() {
        passes.made(counted(Duration.ofSeconds(3)));
        assertThat(answer(QUEUE)).isInstanceOf(Answer.Known.class);

        passes.made(counted(Duration.ofSeconds(4)));
        assertThat(answer(QUEUE))
                .isEqualTo(new Answer.Unavailable("the queue of pool media does not answer"));
    }

    private static PoolState counted(Duration ago) {
        return Passes.pool("media", 0, 0, 0, 0, Passes.NOW.minus(ago), Optional.empty());
    }

    @Test
    void aLoopThatHangsIsNotBelieved() {
        passes.made(Passes.pool("media", 1, 7, 90, 48));
        passes.later(Duration.ofSeconds(10));
        assertThat(answer(DESIRED)).isInstanceOf(Answer.Known.class);

        passes.later(Duration.ofSeconds(1));
        assertThat(answer(DESIRED))
                .isEqualTo(new Answer.Unavailable("the control loop made its last pass 11 s ago"));
    }

    @Test
    void tellsOfEveryPass() {
        AtomicInteger told = new AtomicInteger();
        passes.signals().onPass(told::incrementAndGet);
        passes.made();
        passes.made();

        assertThat(told).hasValue(2);
    }

    private Answer answer(SignalRequest request) {
        return passes.signals().answer(request);
    }

    private boolean isActive(SignalRequest request) {
        return answer(request) instanceof Answer.Known(boolean active, _) && active;
    }
}

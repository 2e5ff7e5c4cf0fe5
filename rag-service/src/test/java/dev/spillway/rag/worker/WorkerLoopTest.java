package dev.spillway.rag.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.fairqueue.work.ClaimRequest;
import dev.spillway.fairqueue.work.Completion;
import dev.spillway.fairqueue.work.Lease;
import dev.spillway.fairqueue.work.LeaseOutcome;
import dev.spillway.fairqueue.work.WorkerId;
import dev.spillway.rag.answer.Generated;
import dev.spillway.rag.answer.Generator;
import dev.spillway.rag.answer.Parts;
import dev.spillway.rag.answer.Prompt;
import dev.spillway.rag.answer.StopSignal;
import dev.spillway.rag.answer.WorkStoppedException;
import dev.spillway.rag.embed.CountingModel;
import dev.spillway.rag.embed.NoTally;
import dev.spillway.rag.embed.QuestionVectors;
import dev.spillway.rag.lucene.LuceneChunkIndex;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

@Timeout(60)
class WorkerLoopTest {

    private static final int SLOTS = 3;
    private static final Duration BRIEFLY = Duration.ofMillis(5);

    private final FakeWork work = new FakeWork();
    private final GatedGenerator generator = new GatedGenerator();
    private final LuceneChunkIndex index = new LuceneChunkIndex();
    private final BlockingQueue<Outcome> outcomes = new LinkedBlockingQueue<>();
    private final AtomicBoolean ready = new AtomicBoolean(true);
    private final Running running = new Running(SLOTS);
    private WorkerLoop loop = loop(Duration.ofSeconds(20));
    private Thread thread = new Thread(loop::run);

    /** Writes an answer whenever the test lets it. */
    private static final class GatedGenerator implements Generator {

        final Semaphore gate = new Semaphore(0);
        final AtomicInteger inside = new AtomicInteger();
        final AtomicInteger mostInside = new AtomicInteger();

        @Override
        public String name() {
            return "gated";
        }

        @Override
        public Generated generate(Prompt prompt, Parts parts, StopSignal stop) {
            mostInside.accumulateAndGet(inside.incrementAndGet(), Math::max);
            try {
                if (prompt.question().equals("break")) {
                    throw new IllegalStateException("a tenant's secret");
                }
                parts.send("piece");
                while (!gate.tryAcquire()) {
                    stop.pass(BRIEFLY);
                }
                return new Generated.Answered(
                        "yes", List.of(), "gated", false, OptionalInt.of(1), OptionalInt.of(2));
            } catch (WorkStoppedException e) {
                if (prompt.question().equals("break when stopped")) {
                    throw new IllegalStateException("the model is closed", e);
                }
                throw e;
            } finally {
                inside.decrementAndGet();
            }
        }
    }

    private WorkerLoop loop(Duration drain) {
        CountingModel model = new CountingModel();
        Answering answering =
                new Answering(
                        index, new QuestionVectors(model, new NoTally(), 9), model, generator);
        WorkTally tally =
                new WorkTally() {
                    @Override
                    public void claimed(Duration waited) {}

                    @Override
                    public void finished(Outcome outcome, Duration served) {
                        outcomes.add(outcome);
                    }
                };
        return new WorkerLoop(
                work,
                new WorkerPlan(new WorkerId("w1"), SLOTS, Duration.ofSeconds(3), drain),
                running,
                answering,
                tally,
                ready::get,
                System::nanoTime);
    }

    @BeforeEach
    void indexTheTenant() {
        index.commit(FakeWork.TENANT);
    }

    private void start(Duration drain) {
        loop = loop(drain);
        thread = Thread.ofPlatform().start(loop::run);
    }

    @AfterEach
    void stop() throws InterruptedException {
        generator.gate.release(1000);
        if (!loop.isDraining()) {
            loop.drain();
        }
        thread.join();
        index.close();
    }

    private static void await(java.util.function.BooleanSupplier condition) {
        StopSignal never = new StopSignal();
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("in time").isLessThan(end);
            never.pass(BRIEFLY);
        }
    }

    @Test
    void neverHasMoreInFlightThanSlots() throws InterruptedException {
        for (int i = 0; i < 30; i++) {
            work.ask("q" + i);
        }
        start(Duration.ofSeconds(20));
        await(() -> generator.inside.get() == SLOTS);
        for (int i = 0; i < 30; i++) {
            generator.gate.release();
            assertThat(work.completions.poll(20, TimeUnit.SECONDS)).isNotNull();
        }

        assertThat(generator.mostInside).hasValue(SLOTS);
        assertThat(work.requests).extracting(ClaimRequest::most).allMatch(most -> most <= SLOTS);
    }

    @Test
    void completesWithTheAnswerAndItsCost() throws InterruptedException {
        work.ask("why");
        start(Duration.ofSeconds(20));
        generator.gate.release();

        Completion completion = work.completions.take();

        assertThat(completion.result()).isEqualTo(Completion.Result.ANSWERED);
        assertThat(completion.body())
                .contains("\"answer\":\"yes\"", "\"promptTokens\":1", "\"worker\":\"w1\"");
        assertThat(completion.cost()).isPositive();
        assertThat(outcomes.take()).isEqualTo(Outcome.ANSWERED);
    }

    @Test
    void sendsPartsOnlyWhenTheyAreWanted() throws InterruptedException {
        generator.gate.release(2);
        start(Duration.ofSeconds(20));
        work.ask("quiet");
        work.completions.take();
        assertThat(work.parts).isEmpty();

        work.hand("{\"question\":\"aloud\",\"stream\":true}");
        work.completions.take();
        assertThat(work.parts).containsExactly("0 {\"delta\":\"piece\"}");
    }

    @Test
    void stopsWorkThatWasCancelled() throws InterruptedException {
        work.ask("why");
        start(Duration.ofSeconds(20));
        await(() -> generator.inside.get() == 1);
        Lease lease = running.leases().getFirst();
        work.outcomes.put(lease, LeaseOutcome.CANCELLED);

        loop.renewLeases();

        assertThat(outcomes.take()).isEqualTo(Outcome.CANCELLED);
        assertThat(work.completions).isEmpty();
    }

    @Test
    void stopsWorkThatAnotherWorkerHolds() throws InterruptedException {
        work.ask("why");
        start(Duration.ofSeconds(20));
        await(() -> generator.inside.get() == 1);
        work.outcomes.put(running.leases().getFirst(), LeaseOutcome.STALE);

        loop.renewLeases();

        assertThat(outcomes.take()).isEqualTo(Outcome.STALE);
    }

    @Test
    void failsABadPayloadWithoutRepeatingIt() throws InterruptedException {
        work.hand("{\"question\":\"my secret\",\"maxPassages\":0}");
        work.hand("no json, my secret");
        start(Duration.ofSeconds(20));

        for (int i = 0; i < 2; i++) {
            Completion completion = work.completions.take();
            assertThat(completion.result()).isEqualTo(Completion.Result.FAILED);
            assertThat(completion.body()).contains("bad_query").doesNotContain("secret");
        }
    }

    @Test
    void failsWhatBreaksWithoutSayingWhatTheTenantWrote() throws InterruptedException {
        work.ask("break");
        start(Duration.ofSeconds(20));

        assertThat(work.completions.take().body())
                .contains("internal_error")
                .doesNotContain("secret");
    }

    @Test
    void claimsNothingUntilItIsReady() {
        ready.set(false);
        work.ask("why");
        start(Duration.ofSeconds(20));
        new StopSignal().pass(Duration.ofMillis(300));
        assertThat(work.requests).isEmpty();

        ready.set(true);
        await(() -> generator.inside.get() == 1);
    }

    @Test
    void goesOnWhenTheQueueAnswersAgain() throws InterruptedException {
        work.down.set(true);
        work.ask("why");
        start(Duration.ofSeconds(20));
        new StopSignal().pass(Duration.ofMillis(300));
        generator.gate.release();

        work.down.set(false);

        assertThat(work.completions.take().result()).isEqualTo(Completion.Result.ANSWERED);
    }

    @Test
    void completesAgainAfterTheQueueWasAway() throws InterruptedException {
        work.ask("why");
        start(Duration.ofSeconds(20));
        await(() -> generator.inside.get() == 1);
        work.down.set(true);
        generator.gate.release();
        await(() -> generator.inside.get() == 0);

        work.down.set(false);

        assertThat(work.completions.take().result()).isEqualTo(Completion.Result.ANSWERED);
    }

    @Test
    void finishesItsWorkBeforeItLeaves() throws InterruptedException {
        work.ask("why");
        start(Duration.ofSeconds(20));
        await(() -> generator.inside.get() == 1);
        Thread.ofVirtual().start(() -> generator.gate.release());

        loop.drain();

        assertThat(work.completions).hasSize(1);
        assertThat(work.released).isEmpty();
        assertThat(work.left).isTrue();
    }

    @Test
    void givesBackWhatItCannotFinishInTime() throws InterruptedException {
        work.ask("why");
        start(Duration.ofMillis(200));
        await(() -> generator.inside.get() == 1);

        loop.drain();

        assertThat(work.released).hasSize(1);
        assertThat(work.left).isTrue();
        assertThat(outcomes.take()).isEqualTo(Outcome.RELEASED);
        assertThat(work.completions).isEmpty();
    }

    @Test
    void doesNotFailWhatBreaksBecauseItWasStopped() throws InterruptedException {
        work.ask("break when stopped");
        start(Duration.ofMillis(200));
        await(() -> generator.inside.get() == 1);

        loop.drain();

        assertThat(outcomes.take()).isEqualTo(Outcome.RELEASED);
        assertThat(work.completions).isEmpty();
    }
}

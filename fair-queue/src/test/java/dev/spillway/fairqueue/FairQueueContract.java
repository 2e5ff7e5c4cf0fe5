package dev.spillway.fairqueue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.tuple;

import dev.spillway.fairqueue.admission.Allowance;
import dev.spillway.fairqueue.admission.CancelOutcome;
import dev.spillway.fairqueue.admission.EnqueueOutcome;
import dev.spillway.fairqueue.admission.Reply;
import dev.spillway.fairqueue.admission.RouterId;
import dev.spillway.fairqueue.admission.Submission;
import dev.spillway.fairqueue.control.DomainPolicy;
import dev.spillway.fairqueue.control.Fairness;
import dev.spillway.fairqueue.control.Tally;
import dev.spillway.fairqueue.control.TenantPolicy;
import dev.spillway.fairqueue.control.TenantStats;
import dev.spillway.fairqueue.work.Claim;
import dev.spillway.fairqueue.work.ClaimRequest;
import dev.spillway.fairqueue.work.Completion;
import dev.spillway.fairqueue.work.Lease;
import dev.spillway.fairqueue.work.LeaseOutcome;
import dev.spillway.fairqueue.work.Wake;
import dev.spillway.fairqueue.work.WorkerId;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** What every queue promises. */
public abstract class FairQueueContract {

    protected static final TenantId MEDIA = new TenantId("media");
    protected static final TenantId BANK = new TenantId("bank");
    protected static final RouterId ROUTER = new RouterId("router-0");
    protected static final WorkerId WORKER = new WorkerId("worker-0");
    protected static final WorkerId OTHER_WORKER = new WorkerId("worker-1");
    protected static final Duration TIMEOUT = Duration.ofSeconds(20);
    protected static final Duration LEASE = Duration.ofSeconds(3);
    protected static final Duration COST = Duration.ofMillis(100);
    protected static final TenantPolicy UNLIMITED = new TenantPolicy(1, 0, 1, 1000, 1000);

    protected final TestClock clock = new TestClock();
    protected FairQueue queue;

    protected abstract FairQueue newQueue();

    @BeforeEach
    void twoTenantsAndOneWorker() {
        queue = newQueue();
        queue.configure(MEDIA, UNLIMITED);
        queue.configure(BANK, UNLIMITED);
        claim(WORKER, 0);
    }

    protected EnqueueOutcome enqueue(TenantId tenant, String id) {
        return queue.enqueue(submission(tenant, id));
    }

    protected static Submission submission(TenantId tenant, String id) {
        return new Submission(new RequestId(id), tenant, ROUTER, "question of " + id, TIMEOUT);
    }

    protected List<Claim> claim(WorkerId worker, int most) {
        return queue.claim(new ClaimRequest(worker, 10, most, LEASE));
    }

    protected Claim claimOne() {
        return claim(WORKER, 1).getFirst();
    }

    protected LeaseOutcome answer(Lease lease, String body) {
        return queue.complete(new Completion(lease, Completion.Result.ANSWERED, body, COST));
    }

    protected List<Reply> replies() {
        return queue.takeReplies(ROUTER, 1000, Duration.ZERO);
    }

    protected TenantStats stats(TenantId tenant) {
        return queue.stats().tenants().stream()
                .filter(stats -> stats.tenant().equals(tenant))
                .findFirst()
                .orElseThrow();
    }

    protected long tally(TenantId tenant, Tally tally) {
        return stats(tenant).tallies().getOrDefault(tally, -1L);
    }

    private void advanceAlive(long millis) {
        clock.advanceMillis(millis);
        claim(WORKER, 0);
    }

    @Test
    void carriesARequestToAWorkerAndItsAnswerBack() {
        String strange = "line\nline \u0000 äöü 漢字 🙂 \"quoted\" \\ {}";
        EnqueueOutcome outcome =
                queue.enqueue(
                        new Submission(new RequestId("a:1"), MEDIA, ROUTER, strange, TIMEOUT));
        clock.advanceMillis(30);
        Claim claim = claimOne();
        clock.advanceMillis(70);

        assertThat(outcome)
                .isEqualTo(new EnqueueOutcome.Accepted(1, Duration.ZERO, Allowance.UNLIMITED));
        assertThat(claim.payload()).isEqualTo(strange);
        assertThat(claim.lease()).isEqualTo(new Lease(new RequestId("a:1"), MEDIA, WORKER, 1));
        assertThat(Duration.between(claim.enqueuedAt(), claim.claimedAt())).hasMillis(30);
        assertThat(Duration.between(claim.enqueuedAt(), claim.deadline())).isEqualTo(TIMEOUT);
        assertThat(answer(claim.lease(), strange)).isEqualTo(LeaseOutcome.DONE);
        assertThat(replies())
                .containsExactly(
                        new Reply(
                                new RequestId("a:1"),
                                MEDIA,
                                Reply.Status.ANSWERED,
                                1,
                                0,
                                strange,
                                Duration.ofMillis(30),
                                Duration.ofMillis(70)));
        assertThat(replies()).isEmpty();
    }

    @Test
    void sendsPartsAheadOfTheAnswerInOrder() {
        enqueue(MEDIA, "1");
        Lease lease = claimOne().lease();
        queue.publish(lease, 0, "Once ");
        queue.publish(lease, 1, "upon ");
        answer(lease, "Once upon a time");

        assertThat(replies())
                .extracting(Reply::status, Reply::sequence, Reply::body)
                .containsExactly(
                        tuple(Reply.Status.PART, 0, "Once "),
                        tuple(Reply.Status.PART, 1, "upon "),
                        tuple(Reply.Status.ANSWERED, 0, "Once upon a time"));
    }

    @Test
    void servesATenantsRequestsInTheOrderTheyCame() {
        IntStream.range(0, 12).forEach(i -> enqueue(MEDIA, "r" + i));

        assertThat(claim(WORKER, 10))
                .extracting(claim -> claim.lease().id().value())
                .containsExactly("r0", "r1", "r2", "r3", "r4", "r5", "r6", "r7", "r8", "r9");
    }

    @Test
    void attachesARepeatAndSendsTheAnswerToBothRouters() {
        RouterId second = new RouterId("router-1");
        enqueue(MEDIA, "1");
        EnqueueOutcome repeat =
                queue.enqueue(
                        new Submission(
                                new RequestId("1"), MEDIA, second, "question of 1", TIMEOUT));
        answer(claimOne().lease(), "yes");

        assertThat(repeat).isEqualTo(new EnqueueOutcome.Attached());
        assertThat(replies()).hasSize(1);
        assertThat(queue.takeReplies(second, 10, Duration.ZERO)).hasSize(1);
        assertThat(tally(MEDIA, Tally.ACCEPTED)).isEqualTo(1);
    }

    @Test
    void answersARepeatOfAFinishedRequestAtOnce() {
        enqueue(MEDIA, "1");
        answer(claimOne().lease(), "yes");
        Reply reply = replies().getFirst();

        assertThat(enqueue(MEDIA, "1")).isEqualTo(new EnqueueOutcome.Finished(reply));
    }

    @Test
    void refusesAnIdThatStandsForAnotherRequest() {
        enqueue(MEDIA, "1");
        Submission otherPayload =
                new Submission(new RequestId("1"), MEDIA, ROUTER, "something else", TIMEOUT);

        assertThat(enqueue(BANK, "1")).isEqualTo(new EnqueueOutcome.Conflict());
        assertThat(queue.enqueue(otherPayload)).isEqualTo(new EnqueueOutcome.Conflict());
    }

    @Test
    void refusesAnUnknownTenant() {
        assertThat(enqueue(new TenantId("nobody"), "1"))
                .isEqualTo(new EnqueueOutcome.UnknownTenant());
    }

    @Test
    void refusesATenantOverItsRateAndTellsExactlyUntilWhen() {
        queue.configure(MEDIA, new TenantPolicy(1, 4, 3, 1000, 1000));
        for (int i = 0; i < 3; i++) {
            assertThat(enqueue(MEDIA, "burst" + i)).isInstanceOf(EnqueueOutcome.Accepted.class);
        }
        clock.advanceMillis(100);

        assertThat(enqueue(MEDIA, "next"))
                .isEqualTo(new EnqueueOutcome.RateLimited(Duration.ofMillis(150)));
        clock.advanceMillis(149);
        assertThat(enqueue(MEDIA, "next")).isInstanceOf(EnqueueOutcome.RateLimited.class);
        clock.advanceMillis(1);
        assertThat(enqueue(MEDIA, "next"))
                .isEqualTo(
                        new EnqueueOutcome.Accepted(
                                4,
                                Duration.ofMillis(30),
                                new Allowance(0, Duration.ofMillis(750))));
        assertThat(tally(MEDIA, Tally.REJECTED_RATE)).isEqualTo(2);
    }

    @Test
    void refusesBeyondTheTenantsOwnQueueLimitOnly() {
        queue.configure(MEDIA, new TenantPolicy(1, 0, 1, 4, 1000));
        IntStream.range(0, 4).forEach(i -> enqueue(MEDIA, "m" + i));

        assertThat(enqueue(MEDIA, "m4"))
                .isEqualTo(new EnqueueOutcome.QueueFull(4, Duration.ofMillis(20)));
        assertThat(enqueue(BANK, "b")).isInstanceOf(EnqueueOutcome.Accepted.class);
    }

    @Test
    void refusesWhenTheDomainIsFull() {
        queue.configure(new DomainPolicy(Fairness.WEIGHTED, 2));
        enqueue(MEDIA, "1");
        enqueue(MEDIA, "2");

        assertThat(enqueue(BANK, "3"))
                .isEqualTo(new EnqueueOutcome.Saturated(Duration.ofSeconds(1)));
        assertThat(tally(BANK, Tally.REJECTED_SATURATED)).isEqualTo(1);
    }

    @Test
    void refusesWhatCannotBeAnsweredInTime() {
        IntStream.range(0, 100).forEach(i -> enqueue(MEDIA, "m" + i));
        Submission hasty =
                new Submission(new RequestId("hasty"), MEDIA, ROUTER, "?", Duration.ofMillis(500));

        assertThat(queue.enqueue(hasty))
                .isEqualTo(
                        new EnqueueOutcome.DeadlineInfeasible(
                                Duration.ofMillis(1100), Duration.ofMillis(600)));
    }

    @Test
    void letsOneInWhenNothingWaitsHoweverSlowTheTenantLooked() {
        enqueue(MEDIA, "slow");
        Lease lease = claimOne().lease();
        queue.complete(
                new Completion(lease, Completion.Result.ANSWERED, "", Duration.ofMinutes(10)));
        Submission hasty =
                new Submission(new RequestId("hasty"), MEDIA, ROUTER, "?", Duration.ofMillis(500));

        assertThat(queue.enqueue(hasty)).isInstanceOf(EnqueueOutcome.Accepted.class);
    }

    @Test
    void refusesWithoutALiveWorker() {
        clock.advanceMillis(ClaimRequest.SILENCE_MILLIS);
        assertThat(enqueue(MEDIA, "1")).isInstanceOf(EnqueueOutcome.Accepted.class);
        clock.advanceMillis(1);
        assertThat(enqueue(MEDIA, "2")).isEqualTo(new EnqueueOutcome.NoWorkers());
        assertThat(queue.stats().slots()).isEmpty();

        claim(WORKER, 0);
        assertThat(enqueue(MEDIA, "2")).isInstanceOf(EnqueueOutcome.Accepted.class);
        queue.leave(WORKER);
        assertThat(enqueue(MEDIA, "3")).isEqualTo(new EnqueueOutcome.NoWorkers());
    }

    @Test
    void givesWorkOfALostWorkerToAnotherAndRefusesTheLateAnswer() {
        enqueue(MEDIA, "1");
        Lease lost = claimOne().lease();
        clock.advance(LEASE);
        Lease regained = claim(OTHER_WORKER, 1).getFirst().lease();

        assertThat(regained.id()).isEqualTo(lost.id());
        assertThat(regained.attempt()).isEqualTo(2);
        assertThat(answer(lost, "late")).isEqualTo(LeaseOutcome.STALE);
        assertThat(queue.publish(lost, 0, "late")).isEqualTo(LeaseOutcome.STALE);
        assertThat(answer(regained, "in time")).isEqualTo(LeaseOutcome.DONE);
        assertThat(replies()).extracting(Reply::body).containsExactly("in time");
        assertThat(tally(MEDIA, Tally.RETRIED)).isEqualTo(1);
        assertThat(tally(MEDIA, Tally.STALE)).isEqualTo(2);
    }

    @Test
    void keepsALeaseThatIsRenewed() {
        enqueue(MEDIA, "1");
        Lease lease = claimOne().lease();
        for (int i = 0; i < 5; i++) {
            clock.advanceMillis(2000);
            assertThat(queue.renew(WORKER, List.of(lease), LEASE))
                    .containsEntry(lease, LeaseOutcome.DONE);
            assertThat(claim(OTHER_WORKER, 1)).isEmpty();
        }
        assertThat(answer(lease, "yes")).isEqualTo(LeaseOutcome.DONE);
    }

    @Test
    void buriesARequestOverWhichThreeWorkersWereLost() {
        enqueue(MEDIA, "poison");
        for (int i = 0; i < 3; i++) {
            assertThat(claim(WORKER, 1)).hasSize(1);
            clock.advance(LEASE);
        }

        assertThat(claim(WORKER, 1)).isEmpty();
        assertThat(replies())
                .extracting(Reply::status, Reply::attempt)
                .containsExactly(tuple(Reply.Status.DEAD, 3));
        assertThat(tally(MEDIA, Tally.DEAD)).isEqualTo(1);
    }

    @Test
    void neverHandsOutWorkWhoseDeadlinePassed() {
        queue.enqueue(
                new Submission(new RequestId("1"), MEDIA, ROUTER, "?", Duration.ofMillis(50)));
        enqueue(MEDIA, "2");
        clock.advanceMillis(50);

        assertThat(claim(WORKER, 2))
                .extracting(claim -> claim.lease().id().value())
                .containsExactly("2");
        assertThat(replies()).extracting(Reply::status).containsExactly(Reply.Status.EXPIRED);
    }

    @Test
    void expiresWhatWaitsEvenIfNobodyClaims() {
        enqueue(MEDIA, "long");
        queue.enqueue(
                new Submission(new RequestId("short"), MEDIA, ROUTER, "?", Duration.ofSeconds(1)));
        clock.advanceMillis(1000);

        assertThat(stats(MEDIA).waiting()).isEqualTo(1);
        assertThat(replies())
                .extracting(reply -> reply.id().value(), Reply::status)
                .containsExactly(tuple("short", Reply.Status.EXPIRED));
    }

    @Test
    void endsWorkInFlightWhoseDeadlinePassed() {
        enqueue(MEDIA, "1");
        enqueue(MEDIA, "2");
        Lease renewed = claimOne().lease();
        Lease completed = claimOne().lease();
        for (int i = 0; i < 10; i++) {
            advanceAlive(2000);
            if (i < 9) {
                queue.renew(WORKER, List.of(renewed, completed), LEASE);
            }
        }

        assertThat(queue.renew(WORKER, List.of(renewed), LEASE))
                .containsEntry(renewed, LeaseOutcome.CANCELLED);
        assertThat(answer(completed, "too late")).isEqualTo(LeaseOutcome.CANCELLED);
        assertThat(answer(completed, "far too late")).isEqualTo(LeaseOutcome.STALE);
        assertThat(replies())
                .extracting(Reply::status)
                .containsExactly(Reply.Status.EXPIRED, Reply.Status.EXPIRED);
    }

    @Test
    void takesBackAWaitingRequest() {
        enqueue(MEDIA, "1");

        assertThat(queue.cancel(new RequestId("1"))).isEqualTo(CancelOutcome.REMOVED);
        assertThat(queue.cancel(new RequestId("1"))).isEqualTo(CancelOutcome.FINISHED);
        assertThat(queue.cancel(new RequestId("2"))).isEqualTo(CancelOutcome.UNKNOWN);
        assertThat(claim(WORKER, 1)).isEmpty();
        assertThat(replies()).extracting(Reply::status).containsExactly(Reply.Status.CANCELLED);
    }

    @Test
    void signalsACancellationToTheWorkerThatHasTheRequest() {
        enqueue(MEDIA, "1");
        Lease lease = claimOne().lease();

        assertThat(queue.cancel(new RequestId("1"))).isEqualTo(CancelOutcome.SIGNALLED);
        assertThat(replies()).isEmpty();
        assertThat(queue.renew(WORKER, List.of(lease), LEASE))
                .containsEntry(lease, LeaseOutcome.CANCELLED);
        assertThat(replies()).extracting(Reply::status).containsExactly(Reply.Status.CANCELLED);
        assertThat(stats(MEDIA).inFlight()).isZero();
    }

    @Test
    void queuesARequestAnewThatExpiredOrWasCancelled() {
        enqueue(MEDIA, "1");
        queue.cancel(new RequestId("1"));

        assertThat(enqueue(MEDIA, "1")).isInstanceOf(EnqueueOutcome.Accepted.class);
        assertThat(answer(claimOne().lease(), "yes")).isEqualTo(LeaseOutcome.DONE);
        assertThat(replies())
                .extracting(Reply::status)
                .containsExactly(Reply.Status.CANCELLED, Reply.Status.ANSWERED);
    }

    @Test
    void putsReleasedWorkBackToTheFrontAndDoesNotCountTheAttempt() {
        enqueue(MEDIA, "1");
        enqueue(MEDIA, "2");
        for (int i = 0; i < 5; i++) {
            Claim claim = claimOne();
            assertThat(claim.lease().id().value()).isEqualTo("1");
            assertThat(queue.release(List.of(claim.lease())))
                    .containsEntry(claim.lease(), LeaseOutcome.DONE);
            assertThat(queue.release(List.of(claim.lease())))
                    .containsEntry(claim.lease(), LeaseOutcome.STALE);
        }
        assertThat(stats(MEDIA).waiting()).isEqualTo(2);
        assertThat(answer(claimOne().lease(), "yes")).isEqualTo(LeaseOutcome.DONE);
    }

    @Test
    void removesATenantWithItsWaitingRequests() {
        enqueue(MEDIA, "flying");
        Lease flying = claimOne().lease();
        IntStream.range(0, 450).forEach(i -> enqueue(MEDIA, "m" + i));
        queue.remove(MEDIA);

        assertThat(replies()).hasSize(450).allMatch(r -> r.status() == Reply.Status.CANCELLED);
        assertThat(queue.stats().tenants()).extracting(TenantStats::tenant).containsExactly(BANK);
        assertThat(enqueue(MEDIA, "x")).isEqualTo(new EnqueueOutcome.UnknownTenant());
        assertThat(answer(flying, "late")).isEqualTo(LeaseOutcome.CANCELLED);
        assertThat(replies()).extracting(Reply::status).containsExactly(Reply.Status.CANCELLED);
        assertThat(enqueue(BANK, "b")).isInstanceOf(EnqueueOutcome.Accepted.class);
    }

    @Test
    void sharesByWeight() {
        queue.configure(BANK, new TenantPolicy(3, 0, 1, 1000, 1000));
        IntStream.range(0, 40).forEach(i -> enqueue(MEDIA, "m" + i));
        IntStream.range(0, 40).forEach(i -> enqueue(BANK, "b" + i));
        List<TenantId> served = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            Lease lease = claimOne().lease();
            served.add(lease.tenant());
            answer(lease, "");
        }

        assertThat(served.stream().filter(BANK::equals).count()).isBetween(29L, 31L);
    }

    @Test
    void givesNoCreditForIdleTime() {
        IntStream.range(0, 30).forEach(i -> enqueue(MEDIA, "m" + i));
        for (int i = 0; i < 10; i++) {
            answer(claimOne().lease(), "");
        }
        IntStream.range(0, 10).forEach(i -> enqueue(BANK, "b" + i));
        List<TenantId> served = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            Lease lease = claimOne().lease();
            served.add(lease.tenant());
            answer(lease, "");
        }

        assertThat(served.stream().filter(MEDIA::equals).count()).isBetween(4L, 6L);
    }

    @Test
    void servesInOrderOfArrivalWhenToldSo() {
        queue.configure(new DomainPolicy(Fairness.FIFO, 1000));
        IntStream.range(0, 10).forEach(i -> enqueue(MEDIA, "m" + i));
        enqueue(BANK, "b");

        assertThat(claim(WORKER, 10)).allMatch(claim -> claim.lease().tenant().equals(MEDIA));
        assertThat(claim(OTHER_WORKER, 10)).hasSize(1);
    }

    @Test
    void switchesFairnessWhileRequestsWait() {
        queue.configure(new DomainPolicy(Fairness.FIFO, 1000));
        IntStream.range(0, 20).forEach(i -> enqueue(MEDIA, "m" + i));
        enqueue(BANK, "b");
        queue.configure(new DomainPolicy(Fairness.WEIGHTED, 1000));

        assertThat(claim(WORKER, 2))
                .extracting(claim -> claim.lease().tenant())
                .containsExactlyInAnyOrder(MEDIA, BANK);
    }

    @Test
    void capsATenantsFlightOnlyWhileAnotherWaits() {
        queue.configure(MEDIA, new TenantPolicy(1000, 0, 1, 1000, 2));
        IntStream.range(0, 10).forEach(i -> enqueue(MEDIA, "m" + i));
        assertThat(claim(WORKER, 4)).hasSize(4);
        enqueue(BANK, "b0");
        enqueue(BANK, "b1");

        assertThat(claim(WORKER, 3))
                .extracting(claim -> claim.lease().tenant())
                .containsExactly(BANK, BANK, MEDIA);
    }

    @Test
    void ringsTheBellForAnIdleWorker() {
        assertThat(queue.awaitWork(Duration.ofMillis(1))).isEqualTo(Wake.TIMEOUT);
        enqueue(MEDIA, "1");

        assertThat(queue.awaitWork(Duration.ofSeconds(5))).isEqualTo(Wake.BELL);
    }

    @Test
    void measuresExactly() {
        enqueue(MEDIA, "0");
        clock.advanceMillis(40);
        enqueue(MEDIA, "1");
        enqueue(MEDIA, "2");
        Claim claim = claimOne();
        clock.advanceMillis(60);
        TenantStats media = stats(MEDIA);

        assertThat(media.waiting()).isEqualTo(2);
        assertThat(media.inFlight()).isEqualTo(1);
        assertThat(media.oldestAge()).hasMillis(60);
        assertThat(media.expectedWait()).hasMillis(20);
        assertThat(queue.stats().slots()).containsOnly(entry(WORKER, 10));
        assertThat(queue.stats().inFlight()).containsEntry(WORKER, 1);
        queue.complete(
                new Completion(
                        claim.lease(), Completion.Result.FAILED, "no", Duration.ofMillis(200)));
        assertThat(stats(MEDIA).serviceTime()).hasMillis(110);
        assertThat(stats(MEDIA).serviceDeviation()).hasMillis(30);
        assertThat(tally(MEDIA, Tally.FAILED)).isEqualTo(1);
        assertThat(queue.stats().inFlight()).containsEntry(WORKER, 0);
    }

    @Test
    void measuresHowMuchTheSlotTimeVaries() {
        for (int i = 0; i < 200; i++) {
            enqueue(MEDIA, "even" + i);
            answer(claimOne().lease(), "");
            enqueue(BANK, "uneven" + i);
            Duration cost = Duration.ofMillis(i % 2 == 0 ? 50 : 150);
            queue.complete(
                    new Completion(claimOne().lease(), Completion.Result.ANSWERED, "", cost));
        }

        assertThat(stats(MEDIA).serviceDeviation()).isZero();
        assertThat(stats(BANK).serviceTime().toMillis()).isBetween(90L, 110L);
        assertThat(stats(BANK).serviceDeviation().toMillis()).isBetween(48L, 52L);
    }
}

package dev.spillway.rag.worker;

import dev.spillway.fairqueue.QueueUnavailableException;
import dev.spillway.fairqueue.work.Claim;
import dev.spillway.fairqueue.work.Completion;
import dev.spillway.fairqueue.work.Lease;
import dev.spillway.fairqueue.work.LeaseOutcome;
import dev.spillway.fairqueue.work.Work;
import dev.spillway.rag.answer.Generated;
import dev.spillway.rag.answer.Parts;
import dev.spillway.rag.answer.WorkStoppedException;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.function.LongSupplier;

/** Does one claimed request from payload to completion. */
final class QueryRun {

    private static final Logger LOG = LoggerFactory.getLogger(QueryRun.class);
    private static final int COMPLETION_ATTEMPTS = 20;
    private static final Duration BETWEEN_ATTEMPTS = Duration.ofMillis(250);

    private final Work work;
    private final Answering answering;
    private final LongSupplier nanoTicker;

    QueryRun(Work work, Answering answering, LongSupplier nanoTicker) {
        this.work = work;
        this.answering = answering;
        this.nanoTicker = nanoTicker;
    }

    private record Ending(Completion.Result result, String body) {}

    Outcome run(Claim claim, Running.Stop stop) {
        long start = nanoTicker.getAsLong();
        try {
            Ending ending = answer(claim, stop);
            return complete(claim.lease(), ending, start, stop);
        } catch (WorkStoppedException _) {
            return stop.outcome().get();
        }
    }

    private Ending answer(Claim claim, Running.Stop stop) {
        Lease lease = claim.lease();
        try {
            QueryJob job = QueryWire.readJob(claim.payload());
            Duration patience = Duration.between(claim.claimedAt(), claim.deadline());
            Generated generated =
                    answering.answer(
                            lease.id(),
                            lease.tenant(),
                            job,
                            patience,
                            parts(lease, stop),
                            stop.signal());
            return switch (generated) {
                case Generated.Failed(String code, String detail) -> failure(code, detail);
                case Generated.Answered answered ->
                        new Ending(
                                Completion.Result.ANSWERED,
                                QueryWire.write(
                                        answering.write(lease.worker().value(), job, answered)));
            };
        } catch (IllegalArgumentException e) {
            return failure("bad_query", String.valueOf(e.getMessage()));
        } catch (WorkStoppedException e) {
            throw e;
        } catch (RuntimeException e) {
            // At the end of a drain what a stopped query uses is closed: no fault of the query.
            stop.signal().check();
            // The message stays out: it may quote what the tenant wrote.
            LOG.error("request {} failed: {}", lease.id(), e.getClass().getName());
            return failure("internal_error", "the worker could not finish the query");
        }
    }

    private static Ending failure(String code, String detail) {
        return new Ending(
                Completion.Result.FAILED, QueryWire.write(new QueryWire.Failure(code, detail)));
    }

    private Parts parts(Lease lease, Running.Stop stop) {
        int[] sequence = {0};
        return delta -> {
            try {
                stopUnlessDone(
                        work.publish(lease, sequence[0]++, QueryWire.writePart(delta)), stop);
            } catch (QueueUnavailableException _) {
                // A part is lost, so the stream is broken: the next attempt starts it anew.
                stop.because(Outcome.LOST);
            }
            stop.signal().check();
        };
    }

    private static void stopUnlessDone(LeaseOutcome outcome, Running.Stop stop) {
        switch (outcome) {
            case DONE -> {}
            case CANCELLED -> stop.because(Outcome.CANCELLED);
            case STALE -> stop.because(Outcome.STALE);
        }
    }

    private Outcome complete(Lease lease, Ending ending, long start, Running.Stop stop) {
        for (int attempt = 1; attempt <= COMPLETION_ATTEMPTS; attempt++) {
            Duration cost = Duration.ofNanos(nanoTicker.getAsLong() - start);
            try {
                return switch (work.complete(
                        new Completion(lease, ending.result(), ending.body(), cost))) {
                    case DONE ->
                            ending.result() == Completion.Result.ANSWERED
                                    ? Outcome.ANSWERED
                                    : Outcome.FAILED;
                    case CANCELLED -> Outcome.CANCELLED;
                    case STALE -> Outcome.STALE;
                };
            } catch (QueueUnavailableException _) {
                stop.signal().pass(BETWEEN_ATTEMPTS);
            }
        }
        LOG.warn("request {} could not be completed: its lease runs out", lease.id());
        return Outcome.LOST;
    }
}

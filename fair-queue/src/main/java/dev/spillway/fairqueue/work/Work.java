package dev.spillway.fairqueue.work;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/** What a worker does with a queue. */
public interface Work {

    /**
     * Waits until there may be work. For a worker whose last claim gave less than it could take:
     * the bell rings for those. A hint only: a lost bell costs at most the patience.
     */
    Wake awaitWork(Duration patience);

    /**
     * Takes the next requests by fairness; first puts back requests whose leases ended and expires
     * those too late.
     */
    List<Claim> claim(ClaimRequest request);

    /**
     * Sends a piece of an answer ahead of its completion.
     *
     * @param sequence counts the parts of this lease from 0
     */
    LeaseOutcome publish(Lease lease, int sequence, String body);

    /** Ends a request: reply, accounting and end of the lease in one step. */
    LeaseOutcome complete(Completion completion);

    /** Extends leases to end {@code lease} from now, and tells the domain that the worker lives. */
    Map<Lease, LeaseOutcome> renew(WorkerId worker, List<Lease> leases, Duration lease);

    /** Gives requests back to the front of their queues, as if they had never been claimed. */
    Map<Lease, LeaseOutcome> release(List<Lease> leases);

    /** Says that the worker will not claim again, so that its slots no longer count. */
    void leave(WorkerId worker);
}

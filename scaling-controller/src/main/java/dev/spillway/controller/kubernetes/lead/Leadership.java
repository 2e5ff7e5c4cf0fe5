package dev.spillway.controller.kubernetes.lead;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderCallbacks;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderElectionConfigBuilder;
import io.fabric8.kubernetes.client.extended.leaderelection.resourcelock.LeaseLock;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/**
 * One Lease, which one controller at a time holds. Whoever cannot renew it in time has lost it
 * before another one may take it.
 */
public final class Leadership implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Leadership.class);
    private static final String LEASE = "spillway-controller";
    private static final Duration HELD_FOR = Duration.ofSeconds(15);
    private static final Duration RENEW_WITHIN = Duration.ofSeconds(10);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

    private final String identity;
    private final Runnable lost;
    private final CompletableFuture<?> election;
    private volatile boolean held;
    private volatile boolean closed;

    /**
     * Begins to apply for the Lease.
     *
     * @param identity who this is; no two controllers may have the same
     * @param lost is called when the Lease was held and no longer is, though nobody gave it back
     */
    public Leadership(KubernetesClient client, String namespace, String identity, Runnable lost) {
        this.identity = identity;
        this.lost = lost;
        this.election =
                client.leaderElector()
                        .withConfig(
                                new LeaderElectionConfigBuilder()
                                        .withName(LEASE)
                                        .withLeaseDuration(HELD_FOR)
                                        .withRenewDeadline(RENEW_WITHIN)
                                        .withRetryPeriod(RETRY_AFTER)
                                        .withReleaseOnCancel(true)
                                        .withLock(new LeaseLock(namespace, LEASE, identity))
                                        .withLeaderCallbacks(
                                                new LeaderCallbacks(
                                                        this::won, this::ended, this::leads))
                                        .build())
                        .build()
                        .start();
    }

    /** Whether this controller is the one that acts. */
    public boolean isHeld() {
        return held;
    }

    private void won() {
        held = true;
        LOG.info("{} leads", identity);
    }

    private void ended() {
        boolean was = held;
        held = false;
        if (was && !closed) {
            LOG.error("{} lost the lease {} and ends, so that it starts anew", identity, LEASE);
            lost.run();
        }
    }

    private void leads(String other) {
        if (!other.equals(identity)) {
            LOG.info("{} leads; {} stands by", other, identity);
        }
    }

    /** Gives the Lease back, so that another controller need not wait for it to run out. */
    @Override
    public void close() {
        closed = true;
        election.cancel(true);
    }
}

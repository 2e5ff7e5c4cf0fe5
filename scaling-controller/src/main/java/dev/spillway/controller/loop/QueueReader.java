package dev.spillway.controller.loop;

import dev.spillway.controller.catalog.Catalog;
import dev.spillway.controller.catalog.Pool;
import dev.spillway.fairqueue.QueueUnavailableException;
import dev.spillway.fairqueue.control.DomainStats;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the queues of all pools, keeps them set up, and says when they begin and cease to answer.
 */
final class QueueReader {

    private static final Logger LOG = LoggerFactory.getLogger(QueueReader.class);

    private final Queues queues;
    private final Map<String, QueueSetup> setups = new HashMap<>();
    private boolean answered = true;

    QueueReader(Queues queues) {
        this.queues = queues;
    }

    /** A queue's numbers; nothing when it does not answer. */
    Optional<DomainStats> read(Pool pool, Catalog catalog) {
        try {
            var queue = queues.of(pool.name());
            DomainStats stats = queue.stats();
            QueueSetup setup = setups.computeIfAbsent(pool.name(), _ -> new QueueSetup());
            if (setup.ensure(queue, pool, catalog, stats)) {
                LOG.info("queue of pool {} set up", pool.name());
                stats = queue.stats();
            }
            note(true, "");
            return Optional.of(stats);
        } catch (QueueUnavailableException e) {
            note(false, String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    private void note(boolean answers, String why) {
        if (answers && !answered) {
            LOG.info("the queue answers again");
        } else if (!answers && answered) {
            LOG.warn("the queue does not answer: {}; nothing is scaled down until it does", why);
        }
        answered = answers;
    }

    /**
     * Lets go of the queue of a pool that is gone. A tenant that moved is set up in its new pool
     * already; here its leftovers get their reply.
     */
    void empty(String pool) {
        setups.remove(pool);
        try {
            var queue = queues.of(pool);
            queue.stats().tenants().forEach(tenant -> queue.remove(tenant.tenant()));
        } catch (QueueUnavailableException e) {
            LOG.warn("the queue of pool {} could not be emptied: {}", pool, e.getMessage());
        } finally {
            queues.release(pool);
        }
    }
}

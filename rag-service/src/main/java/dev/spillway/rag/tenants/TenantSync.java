package dev.spillway.rag.tenants;

import dev.spillway.fairqueue.TenantId;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Follows the tenant directory: a tenant that joins the pool gets its index, one that leaves loses
 * it. {@link #tick()} is called every second by a thread that may be held up while an index is
 * built.
 */
public final class TenantSync {

    private static final Logger LOG = LoggerFactory.getLogger(TenantSync.class);

    private final String pool;
    private final DirectorySource source;
    private final TenantIndexes indexes;
    private final RandomGenerator random;
    private String lastDirectory = "";
    private PoolTenants wanted = new PoolTenants(java.util.Map.of());
    private volatile State state = new State(false, "the tenant directory has not been read yet");
    private int ticksToRescan;

    /** What is done to the indexes. */
    public interface TenantIndexes {

        /** Brings a tenant's index up to date with its collections. */
        void bringUpToDate(TenantId tenant, List<String> collections);

        /** Drops the indexes of all tenants but these. */
        void keepOnly(PoolTenants tenants);
    }

    /**
     * How far it is.
     *
     * @param complete whether every tenant of the directory read first has its index
     * @param reason why not; empty when complete
     */
    public record State(boolean complete, String reason) {}

    /**
     * @param random shuffles the tenants, so that workers which start together begin at different
     *     ones and share the work through the embedding store
     */
    public TenantSync(
            String pool, DirectorySource source, TenantIndexes indexes, RandomGenerator random) {
        this.pool = pool;
        this.source = source;
        this.indexes = indexes;
        this.random = random;
    }

    public State state() {
        return state;
    }

    /** Reads the directory and acts when it changed; every 30th time looks at the files again. */
    public void tick() {
        Optional<String> directory = source.read();
        if (directory.isEmpty()) {
            // Tenants that were served go on being served: a lost directory is no order to stop.
            if (!state.complete()) {
                state = new State(false, "no tenant directory is published");
            }
            return;
        }
        boolean changed = !directory.get().equals(lastDirectory);
        ticksToRescan--;
        if (changed || ticksToRescan <= 0) {
            sync(directory.get(), changed);
        }
    }

    private void sync(String directory, boolean changed) {
        if (changed) {
            PoolTenants now = read(directory);
            if (!now.equals(wanted)) {
                LOG.info("pool {} has {} tenants, before {}", pool, size(now), size(wanted));
            }
            wanted = now;
            indexes.keepOnly(wanted);
        }
        List<TenantId> order = new ArrayList<>(wanted.collections().keySet());
        Collections.sort(order);
        Collections.shuffle(order, java.util.Random.from(random));
        int done = 0;
        for (TenantId tenant : order) {
            if (!state.complete()) {
                state = new State(false, "%d of %d tenants indexed".formatted(done, order.size()));
            }
            indexes.bringUpToDate(tenant, wanted.collections().getOrDefault(tenant, List.of()));
            done++;
        }
        // Only now: after a failure half-way the next tick does it again.
        lastDirectory = directory;
        ticksToRescan = 30;
        state = new State(true, "");
    }

    private PoolTenants read(String directory) {
        try {
            return TenantDirectory.ofPool(pool, directory);
        } catch (IllegalArgumentException e) {
            LOG.warn("{}: the tenants stay as they were", e.getMessage());
            if (!state.complete()) {
                state = new State(false, "the tenant directory cannot be read");
                throw e;
            }
            return wanted;
        }
    }

    private static int size(PoolTenants tenants) {
        return tenants.collections().size();
    }
}

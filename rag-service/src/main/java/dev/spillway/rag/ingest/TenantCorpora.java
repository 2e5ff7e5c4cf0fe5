package dev.spillway.rag.ingest;

import dev.spillway.fairqueue.TenantId;
import dev.spillway.rag.embed.QuestionVectors;
import dev.spillway.rag.index.ChunkIndex;
import dev.spillway.rag.tenants.PoolTenants;
import dev.spillway.rag.tenants.TenantSync;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;

/** Keeps the indexes of the pool's tenants, and only theirs. */
public final class TenantCorpora implements TenantSync.TenantIndexes {

    private static final Logger LOG = LoggerFactory.getLogger(TenantCorpora.class);

    private final Ingestion ingestion;
    private final ChunkIndex index;
    private final QuestionVectors questions;
    private final LongSupplier nanoTicker;

    public TenantCorpora(
            Ingestion ingestion,
            ChunkIndex index,
            QuestionVectors questions,
            LongSupplier nanoTicker) {
        this.ingestion = ingestion;
        this.index = index;
        this.questions = questions;
        this.nanoTicker = nanoTicker;
    }

    @Override
    public void bringUpToDate(TenantId tenant, List<String> collections) {
        long start = nanoTicker.getAsLong();
        IngestReport report = ingestion.bringUpToDate(tenant, collections);
        if (report.changedAnything()) {
            LOG.info(
                    "index of {}: {} documents added, {} removed, {} unchanged, {} chunks written"
                            + " in {} ms",
                    tenant,
                    report.added(),
                    report.removed(),
                    report.unchanged(),
                    report.chunksWritten(),
                    Duration.ofNanos(nanoTicker.getAsLong() - start).toMillis());
        }
    }

    @Override
    public void keepOnly(PoolTenants tenants) {
        for (TenantId tenant : index.tenants()) {
            if (!tenants.collections().containsKey(tenant)) {
                index.drop(tenant);
                questions.forget(tenant);
                LOG.info("index of {} dropped: it left the pool", tenant);
            }
        }
    }
}

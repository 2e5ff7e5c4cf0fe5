package dev.spillway.rag;

import dev.spillway.rag.embed.EmbeddingStore;
import dev.spillway.rag.embed.LayeredStore;
import dev.spillway.rag.embed.LazyModel;
import dev.spillway.rag.embed.PassageVectors;
import dev.spillway.rag.embed.QuestionVectors;
import dev.spillway.rag.embed.VectorFile;
import dev.spillway.rag.index.ChunkIndex;
import dev.spillway.rag.ingest.CorpusFolder;
import dev.spillway.rag.ingest.Ingestion;
import dev.spillway.rag.ingest.TenantCorpora;
import dev.spillway.rag.lucene.LuceneChunkIndex;
import dev.spillway.rag.metrics.RagMetrics;
import dev.spillway.rag.onnx.MiniLm;
import dev.spillway.rag.redis.RedisDirectory;
import dev.spillway.rag.redis.RedisEmbeddings;
import dev.spillway.rag.redis.RedisSettings;
import dev.spillway.rag.tenants.TenantSync;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.RedisClient;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;

/** Wires the way from files to passages. */
@Configuration(proxyBeanMethods = false)
class RetrievalConfiguration {

    private static final Logger LOG = LoggerFactory.getLogger(RetrievalConfiguration.class);
    private static final int REDIS_TIMEOUT_MILLIS = 2_000;

    @Bean
    RagMetrics metrics() {
        return new RagMetrics();
    }

    @Bean(destroyMethod = "close")
    RedisClient redis(RedisSettings settings) {
        return RedisClient.builder()
                .hostAndPort(new HostAndPort(settings.host(), settings.port()))
                .clientConfig(
                        DefaultJedisClientConfig.builder()
                                .timeoutMillis(REDIS_TIMEOUT_MILLIS)
                                .build())
                .build();
    }

    @Bean(destroyMethod = "close")
    LazyModel model() {
        return new LazyModel(MiniLm.NAME, MiniLm::load);
    }

    @Bean
    PassageVectors passageVectors(
            LazyModel model,
            RedisClient redis,
            RedisSettings redisSettings,
            RetrievalSettings settings,
            RagMetrics metrics) {
        EmbeddingStore cache =
                redisSettings.enabled()
                        ? new RedisEmbeddings(redis, MiniLm.DIMENSIONS)
                        : EmbeddingStore.NONE;
        return new PassageVectors(
                model,
                new LayeredStore(madeAhead(settings.corpusDir().resolve(Precompute.FILE)), cache),
                metrics);
    }

    private static EmbeddingStore madeAhead(Path file) {
        if (!Files.isRegularFile(file)) {
            return EmbeddingStore.NONE;
        }
        try {
            return VectorFile.read(file);
        } catch (IOException e) {
            LOG.warn("{} is not used ({}): the model makes the vectors", file, e.toString());
            return EmbeddingStore.NONE;
        }
    }

    @Bean
    QuestionVectors questionVectors(
            LazyModel model, RagMetrics metrics, RetrievalSettings settings) {
        return new QuestionVectors(model, metrics, settings.questionCache());
    }

    @Bean(destroyMethod = "close")
    LuceneChunkIndex index() {
        return new LuceneChunkIndex();
    }

    @Bean
    TenantSync tenantSync(
            WorkerSettings worker,
            RetrievalSettings settings,
            RedisClient redis,
            PassageVectors vectors,
            ChunkIndex index,
            QuestionVectors questions) {
        if (!Files.isDirectory(settings.corpusDir())) {
            throw new StartupException(
                    "SPILLWAY_CORPUS_DIR is '%s'; it must be a folder with one folder per collection"
                            .formatted(settings.corpusDir()));
        }
        CorpusFolder corpus = new CorpusFolder(settings.corpusDir());
        return new TenantSync(
                worker.pool(),
                new RedisDirectory(redis),
                new TenantCorpora(
                        new Ingestion(corpus, vectors, index), index, questions, System::nanoTime),
                new SplittableRandom(worker.id().hashCode()));
    }
}

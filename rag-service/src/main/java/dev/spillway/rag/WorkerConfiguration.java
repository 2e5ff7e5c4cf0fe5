package dev.spillway.rag;

import dev.spillway.fairqueue.Domain;
import dev.spillway.fairqueue.FairQueue;
import dev.spillway.fairqueue.redis.RedisQueues;
import dev.spillway.fairqueue.work.WorkerId;
import dev.spillway.rag.answer.ExtractiveGenerator;
import dev.spillway.rag.answer.Generator;
import dev.spillway.rag.answer.SyntheticGenerator;
import dev.spillway.rag.embed.LazyModel;
import dev.spillway.rag.embed.QuestionVectors;
import dev.spillway.rag.health.Check;
import dev.spillway.rag.health.Heartbeat;
import dev.spillway.rag.health.Readiness;
import dev.spillway.rag.index.ChunkIndex;
import dev.spillway.rag.metrics.RagMetrics;
import dev.spillway.rag.openai.OpenAiGenerator;
import dev.spillway.rag.redis.RedisSettings;
import dev.spillway.rag.tenants.TenantSync;
import dev.spillway.rag.worker.Answering;
import dev.spillway.rag.worker.Running;
import dev.spillway.rag.worker.WorkerLoop;
import dev.spillway.rag.worker.WorkerPlan;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import redis.clients.jedis.RedisClient;

import java.net.http.HttpClient;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/** Wires the way from the queue to an answer. */
@Configuration(proxyBeanMethods = false)
class WorkerConfiguration {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

    @Bean(destroyMethod = "close")
    RedisQueues queues(RedisSettings settings) {
        return RedisQueues.connect(settings.host(), settings.port());
    }

    @Bean(destroyMethod = "close")
    FairQueue queue(RedisQueues queues, WorkerSettings settings) {
        return queues.queue(new Domain(settings.pool()));
    }

    @Bean
    Heartbeat redisHeartbeat(RedisClient redis) {
        return new Heartbeat("Redis", redis::ping);
    }

    @Bean
    Readiness readiness(
            RetrievalSettings settings, LazyModel model, TenantSync tenants, Heartbeat redis) {
        Check modelLoaded =
                new Check(
                        "model_loaded",
                        () ->
                                model.isLoaded() || !settings.readinessCheckModel()
                                        ? ""
                                        : "the embedding model is not loaded yet");
        return new Readiness(
                List.of(
                        modelLoaded,
                        new Check("index_loaded", () -> tenants.state().reason()),
                        new Check("redis", redis::problem)));
    }

    @Bean
    Generator generator(GeneratorSettings settings) {
        return switch (settings.name()) {
            case EXTRACTIVE -> new ExtractiveGenerator();
            case SYNTHETIC ->
                    new SyntheticGenerator(new ExtractiveGenerator(), settings.serviceTimes());
            case OPENAI ->
                    new OpenAiGenerator(
                            HttpClient.newBuilder().connectTimeout(CONNECT_TIMEOUT).build(),
                            settings.endpoint(),
                            System::nanoTime);
        };
    }

    @Bean
    Running running(WorkerSettings settings) {
        return new Running(settings.slots());
    }

    @Bean
    WorkerLoop workerLoop(
            FairQueue queue,
            WorkerSettings settings,
            Running running,
            Answering answering,
            RagMetrics metrics,
            Readiness readiness) {
        return new WorkerLoop(
                queue,
                new WorkerPlan(
                        new WorkerId(settings.id()),
                        settings.slots(),
                        settings.lease(),
                        settings.drain()),
                running,
                answering,
                metrics,
                readiness::isReady,
                System::nanoTime);
    }

    @Bean
    WorkerProcess workerProcess(
            HttpSettings http,
            WorkerSettings worker,
            RetrievalSettings retrieval,
            WorkerLoop loop,
            Running running,
            TenantSync tenants,
            Heartbeat redis,
            LazyModel model,
            Readiness readiness,
            ChunkIndex index,
            RagMetrics metrics) {
        return new WorkerProcess(
                http,
                new WorkerProcess.Parts(
                        worker,
                        retrieval,
                        loop,
                        running,
                        tenants,
                        redis,
                        model,
                        readiness.and(new Check("queue", loop::queueProblem)),
                        index,
                        metrics),
                InstantSource.system());
    }

    @Bean
    Answering answering(
            ChunkIndex index, QuestionVectors questions, LazyModel model, Generator generator) {
        return new Answering(index, questions, model, generator);
    }
}

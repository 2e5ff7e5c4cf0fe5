package dev.spillway.controller.serve;

import dev.spillway.controller.decision.DecisionFile;
import dev.spillway.controller.decision.DecisionHistory;
import dev.spillway.controller.directory.DirectoryPublisher;
import dev.spillway.controller.loop.ControlLoop;
import dev.spillway.controller.loop.Queues;
import dev.spillway.controller.process.LocalProcesses;
import dev.spillway.controller.process.WorkerCommand;
import dev.spillway.controller.prometheus.PrometheusLatencies;
import dev.spillway.controller.recommend.QueueDepthPolicy;
import dev.spillway.controller.redis.RedisDirectory;
import dev.spillway.controller.redis.RedisPoolQueues;
import dev.spillway.controller.settings.Settings;
import dev.spillway.controller.status.Latencies;
import dev.spillway.controller.yaml.CatalogReader;
import dev.spillway.controller.yaml.WatchedFolder;
import dev.spillway.fairqueue.redis.RedisQueues;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import redis.clients.jedis.RedisClient;

import tools.jackson.databind.json.JsonMapper;

import java.time.InstantSource;
import java.util.Map;

/** Puts the running controller together. */
@Configuration(proxyBeanMethods = false)
class ControlConfiguration {

    @Bean
    InstantSource clock() {
        return InstantSource.system();
    }

    @Bean
    PrometheusMeterRegistry registry() {
        return new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    }

    @Bean
    ControllerMetrics controllerMetrics(PrometheusMeterRegistry registry) {
        return new ControllerMetrics(registry);
    }

    @Bean
    RedisClient directoryRedis(Settings settings) {
        return RedisClient.builder()
                .hostAndPort(settings.redisHost(), settings.redisPort())
                .build();
    }

    @Bean
    RedisPoolQueues queues(Settings settings) {
        return new RedisPoolQueues(RedisQueues.connect(settings.redisHost(), settings.redisPort()));
    }

    @Bean
    LocalProcesses workers(Settings settings, JsonMapper mapper, ControllerMetrics metrics) {
        return new LocalProcesses(
                WorkerCommand.settings(settings),
                mapper,
                metrics::readyAfter,
                metrics::workerEnded);
    }

    @Bean
    DecisionHistory decisions(Settings settings, JsonMapper mapper) {
        DecisionFile file =
                new DecisionFile(
                        settings.stateDirectory().resolve("decisions.jsonl"),
                        settings.largestDecisionFileBytes(),
                        mapper);
        return new DecisionHistory(file::append);
    }

    @Bean
    ControlLoop controlLoop(
            Queues queues,
            LocalProcesses workers,
            DecisionHistory decisions,
            ControllerMetrics metrics) {
        return new ControlLoop(
                queues, workers, new QueueDepthPolicy(), decisions, metrics, System::nanoTime);
    }

    @Bean
    DirectoryPublisher directory(RedisClient directoryRedis, JsonMapper mapper) {
        return new DirectoryPublisher(new RedisDirectory(directoryRedis), mapper);
    }

    @Bean
    Latencies latencies(Settings settings, JsonMapper mapper) {
        return settings.prometheus()
                .<Latencies>map(server -> new PrometheusLatencies(server, mapper))
                .orElse(Map::of);
    }

    @Bean
    LiveCatalog liveCatalog(Settings settings, ControllerMetrics metrics) {
        CatalogReader reader = new CatalogReader(settings.defaults());
        return new LiveCatalog(new WatchedFolder(settings.configDirectory(), reader), metrics);
    }

    @Bean
    Heartbeat heartbeat(
            Settings settings,
            LiveCatalog catalog,
            DirectoryPublisher directory,
            ControlLoop loop,
            LocalProcesses workers,
            ControllerMetrics metrics,
            InstantSource clock) {
        return new Heartbeat(
                catalog, directory, loop, workers, metrics, clock, settings.workers().stopOnExit());
    }
}

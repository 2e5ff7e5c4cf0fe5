package dev.spillway.controller.serve;

import dev.spillway.controller.decision.DecisionHistory;
import dev.spillway.controller.decision.Notebook;
import dev.spillway.controller.directory.DirectoryPublisher;
import dev.spillway.controller.journal.DecisionFile;
import dev.spillway.controller.journal.NoteFolder;
import dev.spillway.controller.journal.Notes;
import dev.spillway.controller.journal.PauseFiles;
import dev.spillway.controller.loop.AnswerTimes;
import dev.spillway.controller.loop.ControlLoop;
import dev.spillway.controller.loop.Ports;
import dev.spillway.controller.loop.Queues;
import dev.spillway.controller.policy.Policies;
import dev.spillway.controller.process.LocalProcesses;
import dev.spillway.controller.process.WorkerCommand;
import dev.spillway.controller.prometheus.PrometheusAnswerTimes;
import dev.spillway.controller.redis.RedisDirectory;
import dev.spillway.controller.redis.RedisNotes;
import dev.spillway.controller.redis.RedisPauses;
import dev.spillway.controller.redis.RedisPoolQueues;
import dev.spillway.controller.settings.Settings;
import dev.spillway.controller.yaml.CatalogReader;
import dev.spillway.controller.yaml.WatchedFolder;
import dev.spillway.fairqueue.redis.RedisQueues;

import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import redis.clients.jedis.RedisClient;

import tools.jackson.databind.json.JsonMapper;

import java.net.URI;
import java.nio.file.Path;
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
    Platform platform(
            Settings settings,
            RedisClient directoryRedis,
            JsonMapper mapper,
            ControllerMetrics metrics) {
        CatalogReader reader = new CatalogReader(settings.defaults());
        return switch (settings.platform()) {
            case Settings.Platform.Local(Path folder, Settings.Workers workers) ->
                    new MachinePlatform(
                            new LocalProcesses(
                                    WorkerCommand.settings(settings, workers),
                                    mapper,
                                    metrics::readyAfter,
                                    metrics::workerEnded),
                            new WatchedFolder(folder, reader),
                            new NoteFolder(settings.stateDirectory()),
                            new PauseFiles(settings.stateDirectory()),
                            workers.stopOnExit());
            case Settings.Platform.Kubernetes cluster ->
                    new ClusterPlatform(
                            new KubernetesClientBuilder().build(),
                            cluster,
                            settings,
                            new RedisNotes(directoryRedis),
                            new RedisPauses(directoryRedis),
                            ControlConfiguration::startAnew);
        };
    }

    /** Whoever starts this process starts it again; by then another one acts. */
    private static void startAnew() {
        Thread.ofPlatform().name("end").start(() -> System.exit(1));
    }

    @Bean
    DecisionHistory decisions(Settings settings, Platform platform) {
        DecisionFile file =
                new DecisionFile(decisionFile(settings), settings.largestDecisionFileBytes());
        return new DecisionHistory(
                decision -> {
                    file.append(decision);
                    platform.decided(decision);
                });
    }

    private static Path decisionFile(Settings settings) {
        return settings.stateDirectory().resolve("decisions.jsonl");
    }

    @Bean
    DecisionLookup decisionLookup(Settings settings, DecisionHistory decisions, ControlLoop loop) {
        return new DecisionLookup(decisions, decisionFile(settings), loop::states);
    }

    @Bean
    ControlLoop controlLoop(
            Queues queues,
            Platform platform,
            AnswerTimes answerTimes,
            DecisionHistory decisions,
            ControllerMetrics metrics) {
        Notebook notebook = new Notes(platform.notes());
        return new ControlLoop(
                new Ports(queues, platform.actuator(), notebook, platform.pauses(), answerTimes),
                Policies::named,
                decisions,
                metrics,
                System::nanoTime);
    }

    @Bean
    DirectoryPublisher directory(RedisClient directoryRedis, JsonMapper mapper) {
        return new DirectoryPublisher(new RedisDirectory(directoryRedis), mapper);
    }

    @Bean
    AnswerTimes answerTimes(Settings settings, JsonMapper mapper) {
        return settings.prometheus()
                .<AnswerTimes>map(server -> asked(server, mapper))
                .orElse(Map::of);
    }

    private static PrometheusAnswerTimes asked(URI server, JsonMapper mapper) {
        PrometheusAnswerTimes times = new PrometheusAnswerTimes(server, mapper, System::nanoTime);
        times.start();
        return times;
    }

    @Bean
    LiveCatalog liveCatalog(Platform platform, ControllerMetrics metrics) {
        return new LiveCatalog(platform.documents(), metrics);
    }

    @Bean
    Heartbeat heartbeat(
            LiveCatalog catalog,
            DirectoryPublisher directory,
            ControlLoop loop,
            Platform platform,
            ControllerMetrics metrics,
            InstantSource clock) {
        return new Heartbeat(catalog, directory, loop, platform, metrics, clock);
    }
}

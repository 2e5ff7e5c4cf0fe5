package dev.spillway.controller.simulate.faro;

import dev.spillway.controller.simulate.Distribution;
import dev.spillway.controller.simulate.faro.plant.PodSetting;
import dev.spillway.controller.simulate.faro.serving.ServingSetting;

import java.time.Duration;

/**
 * The setting of a run.
 *
 * @param replicas of every tenant at the start
 */
public record FaroSetting(ServingSetting serving, PodSetting pods, int replicas) {

    public FaroSetting {
        if (replicas < 1) {
            throw new IllegalArgumentException(
                    "replicas is %d; it must be at least 1".formatted(replicas));
        }
    }

    /** As published, on a node of so many CPUs. */
    public static FaroSetting published(int cpus) {
        return new FaroSetting(
                new ServingSetting(
                        new Distribution.LogNormal(
                                0.07930158214998745, 0.06858078649769431, 0.42247119243841247),
                        new Distribution.LogNormal(
                                0.003485330525882586, 0.000987812095765591, 0.4807840738997673),
                        4,
                        51,
                        Duration.ofMillis(720),
                        Duration.ofSeconds(30)),
                PodSetting.of(cpus),
                1);
    }

    public FaroSetting withReplicas(int replicas) {
        return new FaroSetting(serving, pods, replicas);
    }
}

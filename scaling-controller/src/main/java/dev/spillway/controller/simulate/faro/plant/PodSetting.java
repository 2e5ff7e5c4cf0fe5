package dev.spillway.controller.simulate.faro.plant;

import java.time.Duration;

/**
 * What a node's pods are like; each takes one CPU and can be one replica.
 *
 * @param cpus pods of all tenants together at most, idle and starting ones included
 * @param coldStart from a new pod to a ready replica
 * @param hotStart from an idle pod to a ready replica
 * @param stop for how long a scale-in keeps its tenant busy
 * @param idleTimeout after which an idle pod may be deleted; a tenant keeps its last pod
 * @param idleCheck how often idle pods are looked at
 * @param retry after which a start that found no room is tried again
 */
public record PodSetting(
        int cpus,
        Duration coldStart,
        Duration hotStart,
        Duration stop,
        Duration idleTimeout,
        Duration idleCheck,
        Duration retry) {

    public PodSetting {
        if (cpus < 1) {
            throw new IllegalArgumentException("cpus is %d; it must be at least 1".formatted(cpus));
        }
    }

    /** As published. */
    public static PodSetting of(int cpus) {
        return new PodSetting(
                cpus,
                Duration.ofSeconds(35),
                Duration.ofSeconds(3),
                Duration.ofSeconds(3),
                Duration.ofSeconds(30),
                Duration.ofSeconds(5),
                Duration.ofSeconds(5));
    }
}

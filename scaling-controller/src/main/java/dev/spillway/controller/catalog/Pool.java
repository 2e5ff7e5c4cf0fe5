package dev.spillway.controller.catalog;

import dev.spillway.controller.bound.Behavior;

import java.util.Map;
import java.util.Optional;

/**
 * The workers that serve one tenant or several together.
 *
 * @param name its name, also the queue's scheduling domain
 * @param region where it runs
 * @param fairness who of its tenants is served next
 * @param minReplicas workers at least
 * @param maxReplicas workers at most
 * @param targetQueueDepth waiting requests per worker that are fine
 * @param behavior how fast it may grow and shrink
 * @param slotsPerWorker requests in flight per worker at most
 * @param engine who carries decisions out in a cluster
 * @param resources what one worker needs of its node, in a cluster
 * @param workerEnvironment variables its workers get on top of the controller's own
 * @param policy the name of the policy that decides
 * @param shadowPolicy the name of one that runs beside it and only says what it would have done
 * @param share what it gets of a capacity that is too small for all
 */
public record Pool(
        String name,
        String region,
        Fairness fairness,
        int minReplicas,
        int maxReplicas,
        int targetQueueDepth,
        Behavior behavior,
        int slotsPerWorker,
        Engine engine,
        ResourceProfile resources,
        Map<String, String> workerEnvironment,
        String policy,
        Optional<String> shadowPolicy,
        Share share) {

    /** The same with another share. */
    public Pool with(Share newShare) {
        return new Pool(
                name,
                region,
                fairness,
                minReplicas,
                maxReplicas,
                targetQueueDepth,
                behavior,
                slotsPerWorker,
                engine,
                resources,
                workerEnvironment,
                policy,
                shadowPolicy,
                newShare);
    }

    public Pool {
        workerEnvironment = Map.copyOf(workerEnvironment);
    }
}

package dev.spillway.controller.e2e.cluster;

import dev.spillway.fairqueue.FairQueue;

import io.fabric8.kubernetes.client.KubernetesClient;

import java.net.URI;
import java.util.Optional;

/** A cluster with two controllers, of which one leads. */
public interface ClusterUnderTest extends AutoCloseable {

    /** What a scenario may need, and not every cluster has. */
    enum Need {
        /** Workers that become ready, by whatever means. */
        READY_WORKERS,
        /** Containers that do their work, so that the router answers. */
        RUNNING_CONTAINERS,
        /** Room for ten tenants with one small worker each, and more for one of them. */
        ROOM_FOR_TEN,
        /** No node in the region ap-south-1. */
        NO_NODE_IN_AP_SOUTH_1,
        /** A second image of the worker. */
        SECOND_WORKER_IMAGE
    }

    /** What is missing here, as the end of a sentence that begins with "needs". */
    Optional<String> lacks(Need need);

    KubernetesClient client();

    /** The control namespace. */
    String namespace();

    /** The REST interface of the controller that leads. */
    URI leader();

    /** The REST interface of the other controller. */
    URI standby();

    /** The router, where one answers. */
    Optional<URI> router();

    /** Ends the router that answers without a word; the cluster starts another in its place. */
    void killRouter();

    /** Who holds the Lease. */
    String holder();

    /** Everything that the controllers said so far. */
    String log();

    /** The queue of a pool; valid until the cluster is closed. */
    FairQueue queue(String pool);

    /** Ends the controller that leads without a word, and starts another in its place. */
    void killLeader();

    /** Applies the manifests of this version, as an installation or an upgrade does. */
    void install();

    /** The worker's image, as pods have it. */
    String workerImage();

    /** Goes on with the second image of the worker, or with the first again. */
    void useSecondWorkerImage(boolean second);

    @Override
    void close();
}

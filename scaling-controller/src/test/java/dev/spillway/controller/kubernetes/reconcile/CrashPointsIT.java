package dev.spillway.controller.kubernetes.reconcile;

import static dev.spillway.controller.kubernetes.reconcile.ClusterExample.NOW;
import static dev.spillway.controller.kubernetes.reconcile.ClusterExample.pool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.controller.kubernetes.FakeApiServer;
import dev.spillway.controller.loop.Target;

import io.fabric8.kubernetes.client.KubernetesClient;

import org.junit.jupiter.api.Test;

import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/** The controller dies at every write of a plan, before it and after it; another one goes on. */
final class CrashPointsIT {

    private static final int[] PLAN = {3, 6, 2};
    private static final String AGENT = "the one that dies";

    @Test
    void whereverItDiesTheNextOneArrivesAtTheSame() {
        int writes = 0;
        boolean died = true;
        while (died) {
            writes++;
            died = dies(writes, FakeApiServer.Reply::refused);
            dies(writes, FakeApiServer.Reply::lost);
        }
        assertThat(writes).as("writes of the plan").isGreaterThan(15);
    }

    /** Returns whether there was such a write. */
    private static boolean dies(int atWrite, UnaryOperator<FakeApiServer.Reply> fate) {
        try (ClusterExample cluster = new ClusterExample()) {
            AtomicInteger count = new AtomicInteger();
            cluster.api.through(
                    reply -> {
                        if (!isFromTheDying(reply)) {
                            return reply;
                        }
                        int number = reply.isWrite() ? count.incrementAndGet() : count.get();
                        return number < atWrite
                                ? reply
                                : number == atWrite && reply.isWrite()
                                        ? fate.apply(reply)
                                        : reply.refused();
                    });
            run(cluster, atWrite, count);
            finish(cluster, atWrite);
            return count.get() >= atWrite;
        }
    }

    private static boolean isFromTheDying(FakeApiServer.Reply reply) {
        return AGENT.equals(reply.request().getHeader("User-Agent"));
    }

    private static void run(ClusterExample cluster, int atWrite, AtomicInteger count) {
        try (KubernetesClient doomed = cluster.connect(AGENT);
                ClusterWorkers workers = cluster.open(doomed)) {
            for (int replicas : PLAN) {
                workers.apply(pool("media"), Target.of(replicas), Map.of(), NOW);
                ClusterExample.await(
                        () -> {
                            cluster.controllers.step(NOW);
                            return count.get() >= atWrite
                                    || cluster.isSettled(workers, "media", replicas);
                        });
            }
        }
    }

    private static void finish(ClusterExample cluster, int atWrite) {
        try (ClusterWorkers workers = cluster.open()) {
            workers.apply(pool("media"), Target.of(2), Map.of(), NOW);
            ClusterExample.await(
                    () -> {
                        cluster.controllers.step(NOW);
                        return cluster.isSettled(workers, "media", 2);
                    });
            assertThat(cluster.controllers.refused()).as("death at write %d", atWrite).isZero();
            assertThat(cluster.objectNames("spillway-media"))
                    .as("death at write %d", atWrite)
                    .containsExactlyInAnyOrder(
                            "Deployment rag-worker",
                            "LimitRange spillway",
                            "NetworkPolicy default-deny",
                            "NetworkPolicy rag-worker",
                            "PodDisruptionBudget rag-worker",
                            "ResourceQuota spillway",
                            "Service rag-worker",
                            "ServiceAccount rag-worker");
        }
    }
}

package dev.spillway.controller.kubernetes.resource.status;

import dev.spillway.controller.kubernetes.resource.ClusterResource;
import dev.spillway.controller.kubernetes.resource.CustomResources;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;

import java.time.Instant;
import java.util.Optional;

/** Writes the status of resources, where it says something else than before. */
public final class StatusWriter {

    private static final int NOT_FOUND = 404;
    private static final PatchContext MERGE = PatchContext.of(PatchType.JSON_MERGE);

    private final CustomResources resources;
    private final KubernetesSerialization json;

    public StatusWriter(CustomResources resources, KubernetesSerialization json) {
        this.resources = resources;
        this.json = json;
    }

    /**
     * Says what follows from what is known of a resource.
     *
     * @param pool the workers that serve it
     * @param ownsPool whether they are counted in its own status
     * @return whether there was something to write
     */
    public boolean write(
            ClusterResource resource, Optional<PoolFacts> pool, boolean ownsPool, Instant now) {
        ResourceStatus before = StatusJson.read(resource.object());
        ResourceStatus status =
                StatusRules.of(
                        new StatusRules.Facts(
                                resource.id(),
                                resource.judgedGeneration(),
                                resource.verdict(),
                                pool,
                                ownsPool),
                        before,
                        now);
        if (status.equals(before)) {
            return false;
        }
        String patch = json.asJson(StatusJson.patch(resource.object(), status));
        try {
            var _ = resources.one(resource.id()).subresource("status").patch(MERGE, patch);
        } catch (KubernetesClientException e) {
            if (e.getCode() != NOT_FOUND) {
                throw e;
            }
            // It went in the meantime, and its status with it.
        }
        return true;
    }
}

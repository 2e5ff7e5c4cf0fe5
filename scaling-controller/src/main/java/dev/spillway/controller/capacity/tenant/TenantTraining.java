package dev.spillway.controller.capacity.tenant;

import java.time.Duration;

/**
 * How a tenant trains ({@code tenant_training_config}).
 *
 * @param distributed over several workers
 * @param maxWorkers of one training
 * @param workerType kind of machine
 * @param gpusPerWorker of one worker
 * @param bandwidthMbps between workers
 * @param checkpointEvery what an interruption costs at most
 * @param faultTolerant whether a training goes on without a lost worker
 */
public record TenantTraining(
        boolean distributed,
        int maxWorkers,
        String workerType,
        int gpusPerWorker,
        int bandwidthMbps,
        Duration checkpointEvery,
        boolean faultTolerant) {

    public static final TenantTraining STANDARD =
            new TenantTraining(false, 1, "m5.2xlarge", 1, 1000, Duration.ofMinutes(30), true);
}

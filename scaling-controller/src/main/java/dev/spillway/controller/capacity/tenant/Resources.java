package dev.spillway.controller.capacity.tenant;

/** What one job or endpoint gets. */
public record Resources(int cpuCores, int gpuCount, int memoryGb, int storageGb, int networkMbps) {

    /** Each multiplied, and cut to a whole number. */
    Resources times(double factor) {
        return new Resources(
                (int) (cpuCores * factor),
                (int) (gpuCount * factor),
                (int) (memoryGb * factor),
                (int) (storageGb * factor),
                (int) (networkMbps * factor));
    }

    /** Each at most that of another. */
    Resources atMost(Resources caps) {
        return new Resources(
                Math.min(cpuCores, caps.cpuCores),
                Math.min(gpuCount, caps.gpuCount),
                Math.min(memoryGb, caps.memoryGb),
                Math.min(storageGb, caps.storageGb),
                Math.min(networkMbps, caps.networkMbps));
    }
}

package dev.spillway.controller.catalog;

/**
 * What one worker asks of its node and may use at most, in Kubernetes quantities; the smallest
 * first.
 *
 * @see <a
 *     href="https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/">quantities</a>
 */
public enum ResourceProfile {
    /** For a laptop's cluster. */
    TINY("100m", "512Mi", "1", "1Gi"),
    /** What a worker gets where nothing is said. */
    STANDARD("500m", "2Gi", "2", "4Gi"),
    /** Development. */
    SMALL("1", "2Gi", "2", "4Gi"),
    /** Staging. */
    MEDIUM("2", "4Gi", "4", "8Gi"),
    /** Production. */
    LARGE("4", "8Gi", "8", "16Gi"),
    /** Production with much in memory. */
    XLARGE("8", "16Gi", "16", "32Gi");

    private final String cpuRequest;
    private final String memoryRequest;
    private final String cpuLimit;
    private final String memoryLimit;

    ResourceProfile(String cpuRequest, String memoryRequest, String cpuLimit, String memoryLimit) {
        this.cpuRequest = cpuRequest;
        this.memoryRequest = memoryRequest;
        this.cpuLimit = cpuLimit;
        this.memoryLimit = memoryLimit;
    }

    public String cpuRequest() {
        return cpuRequest;
    }

    public String memoryRequest() {
        return memoryRequest;
    }

    public String cpuLimit() {
        return cpuLimit;
    }

    public String memoryLimit() {
        return memoryLimit;
    }
}

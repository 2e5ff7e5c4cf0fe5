package dev.spillway.controller.capacity;

/**
 * The size of a platform by its load, by the operations runbook. A load on a border has the larger
 * size; beyond the table, no size is stated.
 */
public enum Sizing {
    SMALL(3, 3, 2, 4, 0, 0),
    MEDIUM(5, 10, 4, 8, 0, 1),
    LARGE(10, 20, 4, 16, 1, 1),
    /** Adapters are computed on encrypted weights (HE-LoRA), whatever the load. */
    ADAPTERS(3, 10, 8, 32, 1, 2),
    BEYOND(20, 50, 4, 16, 1, 1);

    private final int leastPods;
    private final int mostPods;
    private final int cpuCores;
    private final int memoryGib;
    private final int leastGpus;
    private final int mostGpus;

    Sizing(int leastPods, int mostPods, int cpuCores, int memoryGib, int leastGpus, int mostGpus) {
        this.leastPods = leastPods;
        this.mostPods = mostPods;
        this.cpuCores = cpuCores;
        this.memoryGib = memoryGib;
        this.leastGpus = leastGpus;
        this.mostGpus = mostGpus;
    }

    public static Sizing of(double requestsPerSecond, boolean adapters) {
        if (adapters) {
            return ADAPTERS;
        }
        if (requestsPerSecond < 100) {
            return SMALL;
        }
        if (requestsPerSecond < 500) {
            return MEDIUM;
        }
        return requestsPerSecond <= 1000 ? LARGE : BEYOND;
    }

    /** For people: "5-10 pods of 4 cores and 8 GiB, 0-1 GPU". */
    @Override
    public String toString() {
        return "%s pods of %d cores and %d GiB, %s GPU"
                        .formatted(
                                range(leastPods, mostPods),
                                cpuCores,
                                memoryGib,
                                range(leastGpus, mostGpus))
                + (this == BEYOND ? " (beyond the table)" : "");
    }

    private static String range(int least, int most) {
        return least == most ? Integer.toString(least) : least + "-" + most;
    }
}

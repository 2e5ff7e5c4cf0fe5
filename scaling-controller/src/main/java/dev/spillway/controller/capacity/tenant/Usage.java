package dev.spillway.controller.capacity.tenant;

import java.time.Duration;

/**
 * What a tenant used over a time, ready for more: the roll-up of the cost view.
 *
 * @param over the time
 * @param cpuHours processor hours
 * @param gpuHours GPU hours
 * @param storageGbDays storage
 * @param networkGb traffic
 * @param meanCpuRatio processor use on average over the time
 * @param meanMemoryRatio memory use on average over the time
 * @param trainingJobs begun
 * @param endpoints at most at a time
 */
public record Usage(
        Duration over,
        double cpuHours,
        double gpuHours,
        double storageGbDays,
        double networkGb,
        double meanCpuRatio,
        double meanMemoryRatio,
        long trainingJobs,
        int endpoints) {

    public static final Usage NONE = new Usage(Duration.ZERO, 0, 0, 0, 0, 0, 0, 0, 0);

    /** How well what was reserved fits what was used. */
    public enum Fit {
        OVER_PROVISIONED,
        APPROPRIATE,
        UNDER_PROVISIONED
    }

    /** Both times together: the view is brought up to date by what is new, not computed anew. */
    public Usage plus(Usage next) {
        Duration both = over.plus(next.over);
        double share = both.isZero() ? 0 : (double) next.over.toMillis() / both.toMillis();
        return new Usage(
                both,
                cpuHours + next.cpuHours,
                gpuHours + next.gpuHours,
                storageGbDays + next.storageGbDays,
                networkGb + next.networkGb,
                meanCpuRatio + share * (next.meanCpuRatio - meanCpuRatio),
                meanMemoryRatio + share * (next.meanMemoryRatio - meanMemoryRatio),
                trainingJobs + next.trainingJobs,
                Math.max(endpoints, next.endpoints));
    }

    public Fit fit() {
        if (meanCpuRatio < 0.4 && meanMemoryRatio < 0.4) {
            return Fit.OVER_PROVISIONED;
        }
        return meanCpuRatio > 0.8 && meanMemoryRatio > 0.8
                ? Fit.UNDER_PROVISIONED
                : Fit.APPROPRIATE;
    }
}

package dev.spillway.controller.capacity;

import dev.spillway.controller.cost.Cost;
import dev.spillway.controller.cost.Money;
import dev.spillway.controller.cost.PriceBook;
import dev.spillway.controller.cost.ReplicaSeconds;

import java.util.List;

/** Projects what a platform will need, with a buffer over the projected peak. */
public final class CapacityPlan {

    /** The growths and the buffer of the operations runbook. */
    public static final List<Double> GROWTH_RATIOS = List.of(0.10, 0.50, 1.00);

    public static final double BUFFER_RATIO = 0.20;

    private CapacityPlan() {}

    /**
     * What is there today.
     *
     * @param peakPerSecond requests at the busiest
     * @param meanPerSecond requests on average
     * @param workers running at the peak
     * @param perWorkerPerSecond requests one worker can do
     * @param workersPerNode that fit on one node
     * @param nodes there are
     */
    public record Today(
            double peakPerSecond,
            double meanPerSecond,
            int workers,
            double perWorkerPerSecond,
            int workersPerNode,
            int nodes) {

        public Today {
            if (!(perWorkerPerSecond > 0) || workersPerNode < 1 || workers < 1) {
                throw new IllegalArgumentException(
                        "%d workers do %s/s each, %d a node; each must be more than 0"
                                .formatted(workers, perWorkerPerSecond, workersPerNode));
            }
        }
    }

    /**
     * One projection.
     *
     * @param growthRatio of the load
     * @param peakPerSecond projected
     * @param workers for that peak and the buffer
     * @param peakUtilisationRatio of those workers at the projected peak
     * @param meanUtilisationRatio of those workers on average, which is what scaling can save
     * @param todaysUtilisationRatio of today's workers at the projected peak; above 1 it breaks
     * @param nodesMissing to hold the workers
     * @param month cost of that many workers all the time
     * @param sizing what the runbook's table says for the projected peak
     */
    public record Projection(
            double growthRatio,
            double peakPerSecond,
            int workers,
            double peakUtilisationRatio,
            double meanUtilisationRatio,
            double todaysUtilisationRatio,
            int nodesMissing,
            Money month,
            Sizing sizing) {}

    /** One projection for each growth. */
    public static List<Projection> of(
            Today today, List<Double> growthRatios, double bufferRatio, PriceBook prices) {
        return growthRatios.stream()
                .map(growth -> project(today, growth, bufferRatio, prices))
                .toList();
    }

    private static Projection project(Today today, double growth, double buffer, PriceBook prices) {
        double peak = today.peakPerSecond() * (1 + growth);
        // A thousandth of a worker is not worth one: binary fractions must not round up.
        int workers = (int) Math.ceil(peak * (1 + buffer) / today.perWorkerPerSecond() - 0.001);
        double capacity = workers * today.perWorkerPerSecond();
        return new Projection(
                growth,
                peak,
                workers,
                peak / capacity,
                today.meanPerSecond() * (1 + growth) / capacity,
                peak / (today.workers() * today.perWorkerPerSecond()),
                Math.max(0, Math.ceilDiv(workers, today.workersPerNode()) - today.nodes()),
                Cost.cost(ReplicaSeconds.constant(workers, prices.month()), prices),
                Sizing.of(peak, false));
    }
}

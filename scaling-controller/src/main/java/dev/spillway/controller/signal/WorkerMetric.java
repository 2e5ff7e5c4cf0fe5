package dev.spillway.controller.signal;

/**
 * A number that says how many workers are needed: {@code ceil(value / perWorker)}.
 *
 * @param name of the metric
 * @param perWorker what one worker may have of it
 * @param value of all workers together
 */
public record WorkerMetric(String name, double perWorker, double value) {

    static final String DESIRED = "spillway-desired-workers";
    static final String WAITING = "spillway-waiting-requests";
    static final String IN_FLIGHT = "spillway-requests-in-flight";
}

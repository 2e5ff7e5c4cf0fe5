package dev.spillway.controller.simulate.scenario;

import java.time.Duration;

/**
 * The way of a measurement to the policy. With every time zero the queue is read at the decision.
 *
 * @param scrapeEvery how often numbers are collected; zero for whenever they are polled
 * @param delay from collected to visible
 * @param pollEvery how often what is visible is fetched; zero for whenever a decision is made
 * @param freshFor older numbers are stale
 * @param lookBack stretch of time that latencies and processor time are averaged over
 * @param noiseRatio every number is off by up to that share, up or down, anew in each measurement
 */
public record SignalPlan(
        Duration scrapeEvery,
        Duration delay,
        Duration pollEvery,
        Duration freshFor,
        Duration lookBack,
        double noiseRatio) {

    /** As the controller reads its queue. */
    public static final SignalPlan DIRECT =
            new SignalPlan(
                    Duration.ZERO,
                    Duration.ZERO,
                    Duration.ZERO,
                    Duration.ofSeconds(3),
                    Duration.ofSeconds(30),
                    0);

    public SignalPlan withNoise(double ratio) {
        return new SignalPlan(scrapeEvery, delay, pollEvery, freshFor, lookBack, ratio);
    }
}

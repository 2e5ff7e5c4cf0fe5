package dev.spillway.controller.recommend.forecast;

import java.util.Arrays;

/**
 * What the next minutes may bring, from what followed the minutes that were most like this one: the
 * nearest neighbours of the present rate in the history (nearest-neighbour or analog forecasting,
 * Lorenz 1969; Farmer and Sidorowich 1987). Knows no season, and no more than the pool's own past.
 */
public final class Analogs {

    /** Neighbours that are asked. */
    private static final int NEIGHBOURS = 20;

    /** A rate that differs by more than this factor's logarithm is nothing like the present one. */
    private static final double ALIKE = 0.5;

    /** How much farther away an older minute counts, a minute of age. */
    private static final double AGEING = 0.0005;

    /** How far a rate moves from one minute to the next before there is a past, as a logarithm. */
    private static final double PRIOR_DEVIATION = 0.15;

    /** The standard normal distribution's own slices stand for a past that is not there. */
    private static final double[] PRIOR = {-1.2, -0.6, 0, 0.6, 1.2};

    private Analogs() {}

    /**
     * The rates that may rule the next minutes.
     *
     * @param ratePerSecond of now
     * @param chance variance of the logarithm of a minute's rate over another's when nothing has
     *     changed: what is chance is not expected to happen on top of itself
     * @param minutes that are asked for
     * @return for each of them equally likely rates a second, ascending, {@link Quantiles#COUNT} of
     *     them
     */
    public static double[][] ratesAhead(
            RateHistory history, double ratePerSecond, double chance, int minutes) {
        double present = RateHistory.logOf(ratePerSecond);
        int[] neighbours = nearest(history, present);
        double most = history.most(present);
        double[][] ahead = new double[minutes][];
        for (int minute = 1; minute <= minutes; minute++) {
            double[] samples = changes(history, neighbours, minute);
            shrink(samples, chance);
            for (int i = 0; i < samples.length; i++) {
                samples[i] = Math.exp(Math.min(most, present + samples[i]));
            }
            ahead[minute - 1] = Quantiles.of(samples);
        }
        return ahead;
    }

    /** Takes out what chance alone does: the samples' deviations by the root of the rest. */
    private static void shrink(double[] samples, double chance) {
        double mean = 0;
        for (double sample : samples) {
            mean += sample / samples.length;
        }
        double variance = 0;
        for (double sample : samples) {
            variance += (sample - mean) * (sample - mean) / samples.length;
        }
        double kept = variance > chance ? Math.sqrt(1 - chance / variance) : 0;
        for (int i = 0; i < samples.length; i++) {
            samples[i] = mean + kept * (samples[i] - mean);
        }
    }

    /** How the rate changed from the neighbours to some minutes later. */
    private static double[] changes(RateHistory history, int[] neighbours, int minutes) {
        double[] changes = new double[NEIGHBOURS + PRIOR.length];
        double accident = Accident.bound(history, neighbours, minutes);
        int known = 0;
        for (int neighbour : neighbours) {
            if (neighbour + minutes < history.size()) {
                double change = history.at(neighbour + minutes) - history.at(neighbour);
                changes[known++] = Math.min(accident, change);
            }
        }
        if (known < NEIGHBOURS / 2) {
            double deviation = PRIOR_DEVIATION * Math.sqrt(minutes);
            for (double slice : PRIOR) {
                changes[known++] = slice * deviation;
            }
        }
        return Arrays.copyOf(changes, known);
    }

    /** The minutes most like the present one that something followed, the nearest first. */
    private static int[] nearest(RateHistory history, double present) {
        int usable = history.size() - 1;
        int wanted = Math.clamp(usable, 0, NEIGHBOURS);
        double[] distances = new double[wanted];
        int[] nearest = new int[wanted];
        int found = 0;
        // The latest first: soon the age alone puts a minute too far away. Of two as far away the
        // older one is taken.
        for (int i = usable - 1; i >= 0; i--) {
            double age = AGEING * (usable - 1 - i);
            if (found == wanted && age > distances[found - 1]) {
                break;
            }
            double difference = Math.abs(history.at(i) - present);
            double distance = difference + age;
            boolean farther = found == wanted && distance > distances[found - 1];
            if (difference > ALIKE || farther) {
                continue;
            }
            int place = found < wanted ? found++ : wanted - 1;
            while (place > 0 && distances[place - 1] >= distance) {
                distances[place] = distances[place - 1];
                nearest[place] = nearest[place - 1];
                place--;
            }
            distances[place] = distance;
            nearest[place] = i;
        }
        return Arrays.copyOf(nearest, found);
    }
}

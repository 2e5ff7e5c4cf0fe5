package dev.spillway.controller.recommend.forecast;

import java.util.Arrays;

/** A distribution as the means of its equally likely slices, from the lowest to the highest. */
public final class Quantiles {

    /** So many slices: the highest stands for what happens once in sixteen minutes. */
    public static final int COUNT = 16;

    private static final int FEW = 40;

    private Quantiles() {}

    /**
     * Cuts samples into slices, each sample as likely as any other; a sample on a cut counts in
     * both slices, in proportion.
     */
    static double[] of(double[] samples) {
        double[] sorted = samples.clone();
        sort(sorted);
        double[] slices = new double[COUNT];
        double samplesPerSlice = sorted.length / (double) COUNT;
        for (int slice = 0; slice < COUNT; slice++) {
            double from = slice * samplesPerSlice;
            double to = from + samplesPerSlice;
            double sum = 0;
            for (int i = (int) from; i < Math.min(sorted.length, Math.ceil(to)); i++) {
                sum += sorted[i] * (Math.min(to, i + 1) - Math.max(from, i));
            }
            slices[slice] = sum / samplesPerSlice;
        }
        return slices;
    }

    /** Insertion beats the library's way where there are few, and there mostly are. */
    private static void sort(double[] values) {
        if (values.length > FEW) {
            Arrays.sort(values);
            return;
        }
        for (int i = 1; i < values.length; i++) {
            double value = values[i];
            int place = i;
            while (place > 0 && values[place - 1] > value) {
                values[place] = values[place - 1];
                place--;
            }
            values[place] = value;
        }
    }

    /** The highest slice's lower neighbours weigh in: the value that 90 % do not exceed. */
    static double high(double[] slices) {
        return slices[(int) Math.round(0.9 * (COUNT - 1))];
    }
}

package dev.spillway.controller.simulate.faro.calibration;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A published result: a mean over seeds, from {@code results/faro/resnet34-sim} of
 * github.com/beomyeol/faro at b595c4a.
 *
 * @param tenants of the trace
 * @param cpus of the node
 * @param seeds it is the mean of
 * @param violationPercent of all requests, by minute and tenant
 * @param worstTenantRatio of requests in time
 * @param failed requests refused; NaN where not known
 * @param p99Millis of the answered requests; NaN where not known
 * @param meanReplicas active ones; NaN where not known
 */
record Published(
        String policy,
        int tenants,
        int cpus,
        int seeds,
        double violationPercent,
        double worstTenantRatio,
        double failed,
        double p99Millis,
        double meanReplicas) {

    private static final List<Published> ALL =
            """
            FairShare  10  16 5 91.00 0.0000 1340346 9170  10.000
            FairShare  10  24 1 52.34 0.0001  404417 4855  20.000
            FairShare  10  32 5 16.29 0.0263   58730 3364  30.000
            FairShare  10  36 5 16.29 0.0263   58730 3364  30.000
            FairShare  10  40 1  1.08 0.9261      96 1017  40.000
            FairShare  10 100 1  0.00 1.0000       0  273 100.000
            Oneshot    10  16 5 77.38 0.0403  799266 9045  15.754
            Oneshot    10  24 1 58.91 0.2665  475710 8918  23.174
            Oneshot    10  28 1 43.37 0.3096  346518 8873  26.821
            Oneshot    10  32 5 36.93 0.4698  288706 8814  30.480
            Oneshot    10  36 5 32.17 0.5477  226877 8719  34.101
            Oneshot    10  40 1 27.38 0.6532  151066 8667  37.689
            Oneshot    10 100 1  6.68 0.8929   35628 6008  71.137
            AIAD       10  16 5 77.81 0.0230  621937 9006  15.940
            AIAD       10  24 1 36.02 0.5069  129006 8644  23.542
            AIAD       10  28 1 17.31 0.7689   45559 8165  27.051
            AIAD       10  32 5  9.53 0.8797   20648 4654  29.893
            AIAD       10  36 5  7.19 0.9121   13207 4378  31.067
            AIAD       10  40 1  7.04 0.9160   11175 4214  31.396
            AIAD       10 100 1  7.04 0.9160   11175 4214  31.396
            MArk       10  16 5 69.64 0.0001  677843 8969  15.980
            MArk       10  24 1 34.26 0.2700  279371 8785  23.886
            MArk       10  28 1 23.48 0.2721  179288 8782  27.864
            MArk       10  32 5 14.21 0.2750   84251 8604  31.723
            MArk       10  36 5  3.50 0.8910    9621 3460  35.109
            MArk       10  40 1  1.32 0.9646    5396  894  37.511
            MArk       10 100 1  0.88 0.9837    3482  609  38.203
            FairShare 100 320 5 16.3  0.02       NaN  NaN    NaN
            Oneshot   100 320 5 48.4  0.13       NaN  NaN    NaN
            AIAD      100 320 5  9.4  0.87       NaN  NaN    NaN
            MArk      100 320 5 12.6  0.27       NaN  NaN    NaN
            """
                    .lines()
                    .map(line -> of(line.split(" +")))
                    .toList();

    private static Published of(String[] fields) {
        double[] numbers = Arrays.stream(fields).skip(1).mapToDouble(Double::parseDouble).toArray();
        return new Published(
                fields[0],
                (int) numbers[0],
                (int) numbers[1],
                (int) numbers[2],
                numbers[3],
                numbers[4],
                numbers[5],
                numbers[6],
                numbers[7]);
    }

    static Optional<Published> of(Contender contender, int tenants, int cpus) {
        return ALL.stream()
                .filter(
                        published ->
                                published.policy.equals(contender.published())
                                        && published.tenants == tenants
                                        && published.cpus == cpus)
                .findFirst();
    }
}

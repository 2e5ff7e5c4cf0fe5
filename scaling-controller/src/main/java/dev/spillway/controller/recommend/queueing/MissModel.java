package dev.spillway.controller.recommend.queueing;

/**
 * The share of the requests arriving in the next seconds that will miss their deadline, for given
 * servers (workers times slots), load and backlog.
 *
 * <p>The work that waits, in server-seconds, is a Brownian motion reflected at zero (heavy
 * traffic): drift {@code μ = λ·E[S] − servers}, variance {@code σ² = max(servers, λ·E[S])·E[S]·(ca²
 * + cs²)} a second. A request that comes at time t misses when what it finds exceeds {@code x =
 * servers·(D − E[S])}, D being its deadline. From a backlog {@code x0}, exactly (Harrison, Brownian
 * Motion and Stochastic Flow Systems, 1985, section 1.8):
 *
 * <pre>
 * P(X(t) > x) = Φ((x0 + μt − x) / σ√t) + P(delay) · exp(2μx/σ²) · Φ((−x0 − μt − x) / σ√t)
 * </pre>
 *
 * averaged over the horizon by three Gauss-Legendre points. {@code P(delay)} is 1 in Harrison; with
 * several servers and load to spare a request may find one free, and Sakasegawa's exponent (An
 * approximation formula L_q ≅ αρ^β/(1−ρ), 1977) says how often not: {@code ρ^(√(2(servers + 1)) −
 * 1)}. For long horizons and no backlog this is the tail of Allen and Cunneen's M/G/c (Kingman's
 * G/G/1 for one server): {@code P(delay)·exp(−2·servers·(1 − ρ)·(D − E[S]) / (E[S]·(ca² + cs²)))}.
 * Where service times vary much, the request's own is taken at three Gauss-Hermite points instead
 * of its mean.
 */
public final class MissModel {

    private static final double[] TIMES = {0.1127016654, 0.5, 0.8872983346};
    private static final double[] TIME_WEIGHTS = {5 / 18.0, 8 / 18.0, 5 / 18.0};
    private static final double SQRT_3 = Math.sqrt(3);

    /** Below this coefficient of variation, squared, the mean stands for the service time. */
    private static final double STEADY = 0.1;

    /**
     * Waiting time that is always allowed, as a share of the service time: no number of servers
     * makes up for work that takes longer than its deadline.
     */
    private static final double LEAST_SLACK = 0.25;

    /** Logarithm of a share too small to matter. */
    private static final double NEGLIGIBLE = -16;

    /** In standard deviations. */
    private static final double CERTAIN = 4;

    private MissModel() {}

    /**
     * The share that will miss, 0 to 1.
     *
     * @param ratePerSecond of arrivals
     * @param dispersion of arrivals, {@code ca²}: variance over mean of their number; 1 if Poisson
     * @param servers requests that can be served at once; fractions are a share of a server's time
     * @param deadlineSeconds from arrival to answer
     * @param backlogSeconds work that waits already, in server-seconds
     * @param horizonSeconds over which arrivals count
     */
    static double missShare(
            double ratePerSecond,
            double dispersion,
            ServiceTime service,
            double servers,
            double deadlineSeconds,
            double backlogSeconds,
            double horizonSeconds) {
        if (servers <= 0) {
            return ratePerSecond > 0 || backlogSeconds > 0 ? 1 : 0;
        }
        double variation = service.squaredVariation();
        double mean = service.meanSeconds();
        double spread = dispersion + variation;
        double load = ratePerSecond * mean;
        double variance = Math.max(servers, load) * mean * spread;
        double drift = load - servers;
        double delay =
                load >= servers ? 1 : Math.pow(load / servers, Math.sqrt(2 * (servers + 1)) - 1);
        double leastSlack = LEAST_SLACK * mean;
        if (variation <= STEADY) {
            double slack = Math.max(leastSlack, deadlineSeconds - mean);
            return overTime(
                    slack * servers, drift, variance, delay, backlogSeconds, horizonSeconds);
        }
        double side = SQRT_3 * service.deviationSeconds();
        double miss = 0;
        for (int point = -1; point <= 1; point++) {
            double own = Math.max(0, mean + point * side);
            miss +=
                    (point == 0 ? 4 : 1)
                            / 6.0
                            * overTime(
                                    Math.max(leastSlack, deadlineSeconds - own) * servers,
                                    drift,
                                    variance,
                                    delay,
                                    backlogSeconds,
                                    horizonSeconds);
        }
        return miss;
    }

    /**
     * The work that will wait after some time, in server-seconds: the mean of the same reflected
     * motion, as fluid.
     */
    public static double backlogAfter(
            double seconds, double load, double servers, double backlogSeconds) {
        return Math.max(0, backlogSeconds + (load - servers) * seconds);
    }

    private static double overTime(
            double limit,
            double drift,
            double variance,
            double delay,
            double backlog,
            double horizon) {
        if (backlog <= 0 && 2 * drift * limit / variance < NEGLIGIBLE) {
            return 0;
        }
        double early = TIMES[0] * horizon;
        if (backlog + drift * early - limit > CERTAIN * Math.sqrt(variance * early)) {
            return 1;
        }
        double miss = 0;
        for (int i = 0; i < TIMES.length; i++) {
            miss +=
                    TIME_WEIGHTS[i]
                            * exceeds(limit, drift, variance, delay, backlog, TIMES[i] * horizon);
        }
        return miss;
    }

    private static double exceeds(
            double limit,
            double drift,
            double variance,
            double delay,
            double backlog,
            double time) {
        double deviation = Math.sqrt(variance * time);
        double free = upperTail(limit - backlog - drift * time, deviation, 0);
        double reflected =
                upperTail(limit + backlog + drift * time, deviation, 2 * drift * limit / variance);
        return Math.min(1, free + delay * reflected);
    }

    /**
     * {@code exp(exponent) · P(N(0, deviation²) > value)} by Abramowitz and Stegun 7.1.26 (absolute
     * error below 1.5e-7), the exponents added before either can overflow.
     */
    private static double upperTail(double value, double deviation, double exponent) {
        double z = Math.abs(value) / (deviation * Math.sqrt(2));
        double t = 1 / (1 + 0.3275911 * z);
        double polynomial =
                t
                        * (0.254829592
                                + t
                                        * (-0.284496736
                                                + t
                                                        * (1.421413741
                                                                + t
                                                                        * (-1.453152027
                                                                                + t
                                                                                        * 1.061405429))));
        double tail = 0.5 * polynomial * Math.exp(exponent - z * z);
        return value >= 0 ? tail : Math.exp(exponent) - tail;
    }
}

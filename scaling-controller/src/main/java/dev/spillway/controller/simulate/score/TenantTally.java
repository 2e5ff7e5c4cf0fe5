package dev.spillway.controller.simulate.score;

/** One tenant's requests, in bins of ten seconds by the time of their arrival. */
public final class TenantTally {

    /** Length of a bin. */
    public static final long BIN_NANOS = 10_000_000_000L;

    private final long fromNanos;
    private final long untilNanos;
    private final int[] arrived;
    private final int[] violated;
    private final int[] dropped;
    private final LatencyHistogram latency = new LatencyHistogram();
    private long answered;
    private long refused;
    private long expired;
    private long arrivedEver;
    private long overEver;

    /**
     * Counts what comes in a stretch of time.
     *
     * @param fromNanos what came before counts nowhere
     * @param untilNanos what comes from then on counts nowhere
     */
    public TenantTally(long fromNanos, long untilNanos) {
        this.fromNanos = fromNanos;
        this.untilNanos = untilNanos;
        int bins = (int) Math.ceilDiv(untilNanos, BIN_NANOS);
        this.arrived = new int[bins];
        this.violated = new int[bins];
        this.dropped = new int[bins];
    }

    private boolean counts(long arrivedNanos) {
        return arrivedNanos >= fromNanos && arrivedNanos < untilNanos;
    }

    private static int bin(long nanos) {
        return (int) (nanos / BIN_NANOS);
    }

    public void arrives(long nowNanos) {
        arrivedEver++;
        if (counts(nowNanos)) {
            arrived[bin(nowNanos)]++;
        }
    }

    public void answered(long arrivedNanos, long latencyNanos, long deadlineNanos) {
        overEver++;
        if (counts(arrivedNanos)) {
            answered++;
            latency.add(latencyNanos / 1000);
            if (latencyNanos > deadlineNanos) {
                violated[bin(arrivedNanos)]++;
            }
        }
    }

    public void refused(long arrivedNanos) {
        overEver++;
        if (counts(arrivedNanos)) {
            refused++;
            drop(arrivedNanos);
        }
    }

    public void expired(long arrivedNanos) {
        overEver++;
        if (counts(arrivedNanos)) {
            expired++;
            drop(arrivedNanos);
        }
    }

    /** Never answered, when everything ended. */
    public void leftOver(long arrivedNanos) {
        if (counts(arrivedNanos)) {
            violated[bin(arrivedNanos)]++;
        }
    }

    private void drop(long arrivedNanos) {
        violated[bin(arrivedNanos)]++;
        dropped[bin(arrivedNanos)]++;
    }

    private static long sum(int[] bins, long fromNanos, long untilNanos) {
        long sum = 0;
        int last = (int) Math.min(bins.length, Math.ceilDiv(untilNanos, BIN_NANOS));
        for (int i = bin(fromNanos); i < last; i++) {
            sum += bins[i];
        }
        return sum;
    }

    public long arrived(long from, long until) {
        return sum(arrived, from, until);
    }

    public long violated(long from, long until) {
        return sum(violated, from, until);
    }

    public long dropped(long from, long until) {
        return sum(dropped, from, until);
    }

    public LatencyHistogram latency() {
        return latency;
    }

    public long answeredCount() {
        return answered;
    }

    public long refusedCount() {
        return refused;
    }

    public long expiredCount() {
        return expired;
    }

    /** All that ever came, whether it counts or not. */
    public long arrivedEver() {
        return arrivedEver;
    }

    /** All that was ever answered, refused or expired. */
    public long overEver() {
        return overEver;
    }

    /** Share of requests in time, each window counting the same (as Faro counts); 1 without any. */
    public double meanWindowAttainment(long windowNanos) {
        double sum = 0;
        int windows = 0;
        for (long from = fromNanos; from < untilNanos; from += windowNanos) {
            long until = Math.min(untilNanos, from + windowNanos);
            long came = arrived(from, until);
            if (came > 0) {
                sum += 1 - (double) violated(from, until) / came;
                windows++;
            }
        }
        return windows == 0 ? 1 : sum / windows;
    }
}

package dev.spillway.loadtest.timeline;

/** What became of a tenant's accepted queries, counted by the queue since it began. */
public record Tally(
        long accepted, long answered, long failed, long expired, long cancelled, long dead) {

    public static final Tally NONE = new Tally(0, 0, 0, 0, 0, 0);

    public long ended() {
        return answered + failed + expired + cancelled + dead;
    }

    public Tally plus(Tally other) {
        return new Tally(
                accepted + other.accepted,
                answered + other.answered,
                failed + other.failed,
                expired + other.expired,
                cancelled + other.cancelled,
                dead + other.dead);
    }

    public Tally minus(Tally other) {
        return new Tally(
                accepted - other.accepted,
                answered - other.answered,
                failed - other.failed,
                expired - other.expired,
                cancelled - other.cancelled,
                dead - other.dead);
    }
}

package dev.spillway.fairqueue.redis;

import dev.spillway.fairqueue.Domain;
import dev.spillway.fairqueue.FairQueue;

import java.time.InstantSource;

/**
 * The queues of one Redis, all over the same connections. Connects at the first use and again after
 * a loss, so it may be made before Redis is up.
 *
 * <pre>{@code
 * try (RedisQueues redis = RedisQueues.connect("localhost", 6379)) {
 *     FairQueue queue = redis.queue(new Domain("search"));
 * }
 * }</pre>
 */
public final class RedisQueues implements AutoCloseable {

    /** Below it, virtual threads can hang while they hold a monitor. */
    private static final int OLDEST_JAVA = 24;

    private final RoundTrips roundTrips;
    private final BlockingConnections blocking;
    private final ListPops pops;
    private final FunctionLibrary functions;

    private RedisQueues(RedisOptions options) {
        requireJava(Runtime.version().feature());
        Connector connector = new Connector(options);
        this.roundTrips =
                options.coalescing()
                        ? RoundTrips.coalescing(connector)
                        : RoundTrips.oneByOne(connector);
        this.blocking = new BlockingConnections(connector);
        this.pops = new ListPops(roundTrips, blocking, connector);
        this.functions = new FunctionLibrary(roundTrips, connector);
    }

    public static RedisQueues connect(String host, int port) {
        return connect(new RedisOptions(host, port));
    }

    public static RedisQueues connect(RedisOptions options) {
        return new RedisQueues(options);
    }

    /**
     * The queue of one domain. Closing it closes nothing: the connections belong to this object.
     */
    public FairQueue queue(Domain domain) {
        return new RedisFairQueue(domain, functions, pops, () -> 0);
    }

    /** A queue that lives by another clock than Redis's own, for tests and simulations. */
    FairQueue queue(Domain domain, InstantSource time) {
        return new RedisFairQueue(domain, functions, pops, time::millis);
    }

    @Override
    public void close() {
        roundTrips.close();
        blocking.close();
    }

    static void requireJava(int feature) {
        if (feature < OLDEST_JAVA) {
            throw new IllegalStateException(
                    "Java is %d; the queue needs %d or newer".formatted(feature, OLDEST_JAVA));
        }
    }
}

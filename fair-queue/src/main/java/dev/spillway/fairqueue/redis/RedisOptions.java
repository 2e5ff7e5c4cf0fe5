package dev.spillway.fairqueue.redis;

/**
 * Where Redis is and how it is used.
 *
 * @param host its name or address
 * @param port 1 to 65535
 * @param coalescing whether concurrent callers share round trips; off only to see what that is
 *     worth
 */
public record RedisOptions(String host, int port, boolean coalescing) {

    public RedisOptions {
        if (host.isBlank()) {
            throw new IllegalArgumentException("Redis host is empty; it must be a name or address");
        }
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException(
                    "Redis port is %d; allowed are 1 to 65535".formatted(port));
        }
    }

    public RedisOptions(String host, int port) {
        this(host, port, true);
    }
}

package dev.spillway.fairqueue.redis;

import dev.spillway.fairqueue.QueueUnavailableException;

import redis.clients.jedis.Connection;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.JedisClientConfig;

/** Opens connections with bounded timeouts and names the server in errors. */
final class Connector {

    private static final int CONNECT_TIMEOUT_MILLIS = 500;
    static final int ANSWER_TIMEOUT_MILLIS = 1_500;

    private final HostAndPort server;
    private final JedisClientConfig config =
            DefaultJedisClientConfig.builder()
                    .connectionTimeoutMillis(CONNECT_TIMEOUT_MILLIS)
                    .socketTimeoutMillis(ANSWER_TIMEOUT_MILLIS)
                    .clientName("spillway-queue")
                    .resp2()
                    .build();

    Connector(RedisOptions options) {
        this.server = new HostAndPort(options.host(), options.port());
    }

    Connection open() {
        return new Connection(server, config);
    }

    QueueUnavailableException unavailable(String why, Throwable cause) {
        return new QueueUnavailableException("Redis at %s: %s".formatted(server, why), cause);
    }
}

package dev.spillway.router;

import redis.clients.jedis.RedisClient;
import redis.embedded.RedisServer;

/** A real Redis that starts empty, every time. */
final class TestRedis implements AutoCloseable {
    private final int port;
    private RedisServer server;

    private TestRedis(int port) {
        this.port = port;
        this.server = launch(port);
    }

    static TestRedis start() {
        return new TestRedis(Ports.free());
    }

    private static RedisServer launch(int port) {
        RedisServer server =
                RedisServer.builder()
                        .port(port)
                        .setting("save \"\"")
                        .setting("appendonly no")
                        .setting("bind 127.0.0.1")
                        .build();
        server.start();
        return server;
    }

    int port() {
        return port;
    }

    void set(String key, String value) {
        try (RedisClient client = RedisClient.create("localhost", port)) {
            client.set(key, value);
        }
    }

    void stop() {
        server.stop();
    }

    /** Comes back without what it knew. */
    void restartEmpty() {
        server = launch(port);
    }

    @Override
    public void close() {
        stop();
    }
}

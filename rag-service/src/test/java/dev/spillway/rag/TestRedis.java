package dev.spillway.rag;

import redis.embedded.RedisServer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;

/** A real Redis on a free port, which can be stopped and started again on it. */
public final class TestRedis implements AutoCloseable {

    private final int port = freePort();
    private RedisServer server = build();

    public static TestRedis started() {
        TestRedis redis = new TestRedis();
        redis.start();
        return redis;
    }

    public static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private RedisServer build() {
        return RedisServer.builder().port(port).setting("save \"\"").build();
    }

    public int port() {
        return port;
    }

    public void start() {
        server = build();
        server.start();
    }

    public void stop() {
        server.stop();
    }

    @Override
    public void close() {
        stop();
    }
}

package dev.spillway.fairqueue.redis;

import redis.embedded.RedisServer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;

/** A real Redis on a free port, for as long as a test needs it. */
public final class EmbeddedRedis implements AutoCloseable {

    private final int port;
    private final RedisServer server;

    private EmbeddedRedis(int port, String... settings) {
        this.port = port;
        var builder = RedisServer.builder().port(port).bind("127.0.0.1");
        for (String setting : settings) {
            builder = builder.setting(setting);
        }
        this.server = builder.build();
        server.start();
    }

    /** Forgets everything when it stops. */
    public static EmbeddedRedis start() {
        return new EmbeddedRedis(freePort(), "save \"\"");
    }

    /** Keeps every write in the folder. */
    public static EmbeddedRedis start(int port, Path folder) {
        return new EmbeddedRedis(
                port, "dir " + folder, "appendonly yes", "appendfsync always", "save \"\"");
    }

    /** Forgets everything when it stops, on a port that is known before. */
    public static EmbeddedRedis start(int port) {
        return new EmbeddedRedis(port, "save \"\"");
    }

    public int port() {
        return port;
    }

    public RedisQueues connect() {
        return RedisQueues.connect("127.0.0.1", port);
    }

    @Override
    public void close() {
        server.stop();
    }

    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package dev.spillway.fairqueue.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.jspecify.annotations.Nullable;

import redis.clients.jedis.Protocol;
import redis.clients.jedis.exceptions.JedisDataException;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The queue's decisions, as functions inside Redis. The version in their names lets old and new
 * clients share a Redis during an upgrade.
 */
final class FunctionLibrary {

    private static final String RESOURCE = "spillway-queue-v1.lua";

    private final RoundTrips roundTrips;
    private final Connector connector;
    private final byte[] code = read();
    private final ReentrantLock loading = new ReentrantLock();
    private volatile boolean loaded;

    FunctionLibrary(RoundTrips roundTrips, Connector connector) {
        this.roundTrips = roundTrips;
        this.connector = connector;
    }

    /** Calls a function; loads the library first if Redis does not have it, or lost it. */
    Object call(byte[]... arguments) {
        if (!loaded) {
            load();
        }
        Object answer = roundTrips.execute(Protocol.Command.FCALL, arguments);
        if (isMissing(answer)) {
            loaded = false;
            load();
            answer = roundTrips.execute(Protocol.Command.FCALL, arguments);
        }
        if (answer instanceof JedisDataException refused) {
            throw connector.unavailable(String.valueOf(refused.getMessage()), refused);
        }
        if (answer == null) {
            throw connector.unavailable("empty answer", new IllegalStateException());
        }
        return answer;
    }

    private static boolean isMissing(@Nullable Object answer) {
        return answer instanceof JedisDataException refused
                && String.valueOf(refused.getMessage()).contains("Function not found");
    }

    private void load() {
        loading.lock();
        try {
            if (loaded) {
                return;
            }
            Object answer =
                    roundTrips.execute(
                            Protocol.Command.FUNCTION,
                            "LOAD".getBytes(UTF_8),
                            "REPLACE".getBytes(UTF_8),
                            code);
            if (answer instanceof JedisDataException refused) {
                throw connector.unavailable(
                        "functions refused, Redis 7.0 or newer is needed: " + refused.getMessage(),
                        refused);
            }
            loaded = true;
        } finally {
            loading.unlock();
        }
    }

    private static byte[] read() {
        try (InputStream in = FunctionLibrary.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException(RESOURCE + " is missing from the class path");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

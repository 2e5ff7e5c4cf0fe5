package dev.spillway.fairqueue.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.spillway.fairqueue.QueueUnavailableException;

import org.jspecify.annotations.Nullable;

import redis.clients.jedis.Protocol;
import redis.clients.jedis.exceptions.JedisDataException;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/** The queue's decisions, as functions inside Redis. */
final class FunctionLibrary {

    private static final String RESOURCE = "spillway-queue.lua";

    private final RoundTrips roundTrips;
    private final Connector connector;
    private final byte[] code = read();
    private final ReentrantLock loading = new ReentrantLock();
    private volatile boolean loaded;

    FunctionLibrary(RoundTrips roundTrips, Connector connector) {
        this.roundTrips = roundTrips;
        this.connector = connector;
    }

    /**
     * Does the operations and returns their outcomes; loads the library first if Redis does not
     * have it, or lost it.
     */
    List<?> call(Operations operations) {
        if (!loaded) {
            load();
        }
        Object answer = roundTrips.execute(operations);
        if (isMissing(answer)) {
            loaded = false;
            load();
            answer = roundTrips.execute(operations);
        }
        if (!(answer instanceof List<?> outcomes)) {
            throw refused(answer);
        }
        for (Object outcome : outcomes) {
            if (outcome instanceof JedisDataException) {
                throw refused(outcome);
            }
        }
        return outcomes;
    }

    private QueueUnavailableException refused(@Nullable Object answer) {
        return answer instanceof JedisDataException refused
                ? connector.unavailable(String.valueOf(refused.getMessage()), refused)
                : connector.unavailable("answer " + answer, new IllegalStateException());
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

package dev.spillway.controller.redis;

import dev.spillway.controller.directory.DirectoryStore;
import dev.spillway.fairqueue.QueueUnavailableException;

import redis.clients.jedis.RedisClient;
import redis.clients.jedis.exceptions.JedisException;

import java.util.Optional;
import java.util.function.Supplier;

/** The directory as one string in Redis. */
public final class RedisDirectory implements DirectoryStore {

    /** Where readers find it. */
    public static final String KEY = "spillway:directory";

    private final RedisClient redis;

    public RedisDirectory(RedisClient redis) {
        this.redis = redis;
    }

    @Override
    public Optional<String> read() {
        return answered(() -> Optional.ofNullable(redis.get(KEY)));
    }

    @Override
    public void write(String json) {
        answered(() -> redis.set(KEY, json));
    }

    private static <T> T answered(Supplier<T> call) {
        try {
            return call.get();
        } catch (JedisException e) {
            throw new QueueUnavailableException("Redis does not answer: " + e.getMessage(), e);
        }
    }
}

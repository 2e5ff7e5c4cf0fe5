package dev.spillway.controller.redis;

import dev.spillway.controller.journal.NoteStore;

import redis.clients.jedis.RedisClient;
import redis.clients.jedis.exceptions.JedisException;

import java.io.IOException;
import java.util.Optional;
import java.util.function.Supplier;

/** Notes in Redis, where a controller on another node finds them. */
public final class RedisNotes implements NoteStore {

    private static final String PREFIX = "spillway:note:";

    private final RedisClient redis;

    public RedisNotes(RedisClient redis) {
        this.redis = redis;
    }

    @Override
    public Optional<String> read(String name) throws IOException {
        return answered(() -> Optional.ofNullable(redis.get(PREFIX + name)));
    }

    @Override
    public void write(String name, String text) throws IOException {
        answered(() -> redis.set(PREFIX + name, text));
    }

    @Override
    public void remove(String name) throws IOException {
        answered(() -> redis.del(PREFIX + name));
    }

    private static <T> T answered(Supplier<T> call) throws IOException {
        try {
            return call.get();
        } catch (JedisException e) {
            throw new IOException("Redis does not answer: " + e.getMessage(), e);
        }
    }
}

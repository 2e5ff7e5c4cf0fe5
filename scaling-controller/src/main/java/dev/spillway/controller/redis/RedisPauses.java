package dev.spillway.controller.redis;

import dev.spillway.controller.journal.PausePage;
import dev.spillway.controller.journal.UnreadableException;
import dev.spillway.controller.pause.Pause;
import dev.spillway.controller.pause.Pauses;
import dev.spillway.fairqueue.QueueUnavailableException;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import redis.clients.jedis.RedisClient;
import redis.clients.jedis.exceptions.JedisException;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Pauses in Redis. They are read when they are first asked for: by then this controller is the one
 * that acts, and no other one changes them.
 */
public final class RedisPauses implements Pauses {

    private static final Logger LOG = LoggerFactory.getLogger(RedisPauses.class);
    private static final String KEY = "spillway:pauses";

    private final RedisClient redis;
    private Optional<Map<String, Pause>> known = Optional.empty();

    public RedisPauses(RedisClient redis) {
        this.redis = redis;
    }

    @Override
    public Map<String, Pause> all() {
        return Map.copyOf(known());
    }

    private Map<String, Pause> known() {
        if (known.isEmpty()) {
            Map<String, Pause> pauses = new HashMap<>();
            answered(() -> redis.hgetAll(KEY)).forEach((pool, text) -> parse(pool, text, pauses));
            known = Optional.of(pauses);
        }
        return known.get();
    }

    private static void parse(String pool, String text, Map<String, Pause> pauses) {
        try {
            pauses.put(pool, PausePage.read(text));
        } catch (UnreadableException e) {
            LOG.error(
                    "the pause of pool {} {}: it is not paused, but scaled automatically",
                    pool,
                    e.getMessage());
        }
    }

    @Override
    public void put(String pool, Pause pause) {
        answered(() -> redis.hset(KEY, pool, PausePage.write(pause)));
        known().put(pool, pause);
    }

    @Override
    public void remove(String pool) {
        answered(() -> redis.hdel(KEY, pool));
        known().remove(pool);
    }

    private static <T> T answered(Supplier<T> call) {
        try {
            return call.get();
        } catch (JedisException e) {
            throw new QueueUnavailableException("Redis does not answer: " + e.getMessage(), e);
        }
    }
}

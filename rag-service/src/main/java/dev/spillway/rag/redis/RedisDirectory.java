package dev.spillway.rag.redis;

import dev.spillway.rag.tenants.DirectorySource;

import redis.clients.jedis.UnifiedJedis;

import java.util.Optional;

/** The tenant directory as the controller publishes it. */
public final class RedisDirectory implements DirectorySource {

    private static final String KEY = "spillway:directory";

    private final UnifiedJedis redis;

    public RedisDirectory(UnifiedJedis redis) {
        this.redis = redis;
    }

    @Override
    public Optional<String> read() {
        return Optional.ofNullable(redis.get(KEY));
    }
}

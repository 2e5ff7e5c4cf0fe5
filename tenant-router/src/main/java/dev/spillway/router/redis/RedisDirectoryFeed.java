package dev.spillway.router.redis;

import dev.spillway.router.health.Signal;
import dev.spillway.router.tenancy.TenantDirectory;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.exceptions.JedisException;

import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/** Reads the tenant directory each second, for as long as the router runs. */
final class RedisDirectoryFeed implements Signal, AutoCloseable {
    static final String KEY = "spillway:directory";

    private static final Logger log = LoggerFactory.getLogger(RedisDirectoryFeed.class);
    private static final long INTERVAL_NANOS = 1_000_000_000L;
    private static final long STALE_NANOS = 5_000_000_000L;

    private final RedisClient redis;
    private final String address;
    private final TenantDirectory tenants;
    private final LongSupplier nanoTicker;
    private volatile boolean open = true;
    private volatile @Nullable Long lastReadNanos;
    private boolean reachable = true;

    RedisDirectoryFeed(
            RedisProperties properties, TenantDirectory tenants, LongSupplier nanoTicker) {
        this.address = properties.host() + ":" + properties.port();
        this.redis =
                RedisClient.builder()
                        .hostAndPort(properties.host(), properties.port())
                        .clientConfig(
                                DefaultJedisClientConfig.builder()
                                        .connectionTimeoutMillis(1_000)
                                        .socketTimeoutMillis(1_000)
                                        .build())
                        .build();
        this.tenants = tenants;
        this.nanoTicker = nanoTicker;
    }

    void start() {
        Thread.ofVirtual().name("directory").start(this::run);
    }

    private void run() {
        while (open) {
            read();
            LockSupport.parkNanos(INTERVAL_NANOS);
        }
    }

    private void read() {
        try {
            String document = redis.get(KEY);
            lastReadNanos = nanoTicker.getAsLong();
            tell(true);
            if (document != null) {
                tenants.offer(document);
            }
        } catch (JedisException e) {
            tell(false);
        }
    }

    private void tell(boolean now) {
        if (now != reachable && open) {
            reachable = now;
            if (now) {
                log.info("redis at {} answers again", address);
            } else {
                log.warn("redis at {} does not answer; the last tenant directory holds", address);
            }
        }
    }

    @Override
    public Optional<String> trouble() {
        Long read = lastReadNanos;
        if (read == null || nanoTicker.getAsLong() - read > STALE_NANOS) {
            return Optional.of("redis at %s does not answer".formatted(address));
        }
        return tenants.current().isPresent()
                ? Optional.empty()
                : Optional.of("no tenant directory in redis at %s yet".formatted(address));
    }

    @Override
    public void close() {
        open = false;
        redis.close();
    }
}

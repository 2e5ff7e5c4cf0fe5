package dev.spillway.rag.redis;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where Redis is.
 *
 * @param host its name or address
 * @param port its port
 * @param enabled whether embeddings are kept in Redis; the queue is there either way
 */
@ConfigurationProperties("rag.redis")
public record RedisSettings(
        @DefaultValue("localhost") String host,
        @DefaultValue("6379") int port,
        @DefaultValue("false") boolean enabled) {

    public RedisSettings {
        if (host.isBlank()) {
            throw new IllegalArgumentException("host is empty; allowed is a host name");
        }
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException(
                    "port is %d; allowed are 1 to 65535".formatted(port));
        }
    }
}

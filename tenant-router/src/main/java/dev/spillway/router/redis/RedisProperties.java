package dev.spillway.router.redis;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where Redis is.
 *
 * @param host its name or address
 * @param port its port
 */
@ConfigurationProperties("router.redis")
record RedisProperties(@DefaultValue("localhost") String host, @DefaultValue("6379") int port) {
    RedisProperties {
        if (host.isBlank()) {
            throw new IllegalArgumentException("host is blank; it must name Redis' host");
        }
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException(
                    "port is %d; allowed are 1 to 65535".formatted(port));
        }
    }
}

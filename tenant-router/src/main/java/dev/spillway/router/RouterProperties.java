package dev.spillway.router;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

import java.time.Duration;

/**
 * The router itself.
 *
 * @param id names this replica among those of a pool; drawn at start when empty
 * @param drainTimeout how long accepted requests may take after a shutdown was asked for
 */
@ConfigurationProperties("router")
record RouterProperties(@Nullable String id, @DefaultValue("125s") Duration drainTimeout) {
    RouterProperties {
        if (drainTimeout.isNegative() || drainTimeout.compareTo(Duration.ofMinutes(10)) > 0) {
            throw new IllegalArgumentException(
                    "drain-timeout is %s; allowed are 0s to 10m".formatted(drainTimeout));
        }
    }
}

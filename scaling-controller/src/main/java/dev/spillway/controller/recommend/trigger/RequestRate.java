package dev.spillway.controller.recommend.trigger;

import dev.spillway.controller.recommend.Load;
import dev.spillway.controller.recommend.TenantLoad;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Requests per second, from a counter that is read now and then: over stretches of fifteen seconds.
 *
 * @param epoch of the counter
 * @param from where the stretch under way began
 * @param arrived the counter there
 * @param perSecond over the last whole stretch, once there was one
 */
public record RequestRate(String epoch, Instant from, long arrived, OptionalDouble perSecond) {

    private static final Duration STRETCH = Duration.ofSeconds(15);

    /** With one more reading; empty where tenants are not known. */
    static Optional<RequestRate> next(Optional<RequestRate> before, Load load, Instant now) {
        if (load.tenants().isEmpty()) {
            return Optional.empty();
        }
        long arrived = load.tenants().stream().mapToLong(TenantLoad::arrived).sum();
        RequestRate anew = new RequestRate(load.epoch(), now, arrived, OptionalDouble.empty());
        return Optional.of(before.map(rate -> rate.read(anew)).orElse(anew));
    }

    private RequestRate read(RequestRate anew) {
        if (!epoch.equals(anew.epoch) || anew.arrived < arrived || anew.from.isBefore(from)) {
            return anew;
        }
        Duration passed = Duration.between(from, anew.from);
        if (passed.compareTo(STRETCH) < 0) {
            return this;
        }
        double seconds = passed.toMillis() / 1000.0;
        return new RequestRate(
                epoch,
                anew.from,
                anew.arrived,
                OptionalDouble.of((anew.arrived - arrived) / seconds));
    }
}

package dev.spillway.controller.e2e.cluster;

import static org.assertj.core.api.Assertions.fail;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits until something is so, and says what was not when it has waited too long. */
public final class Await {

    public static final InstantSource CLOCK = InstantSource.system();

    /** Long enough for a small, busy machine. */
    public static final Duration PATIENCE = Duration.ofMinutes(2);

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);

    private Await() {}

    public static void until(String what, BooleanSupplier condition) {
        until(what, PATIENCE, condition);
    }

    public static void until(String what, Duration patience, BooleanSupplier condition) {
        if (!within(patience, condition)) {
            fail("waited %d s in vain until %s".formatted(patience.toSeconds(), what));
        }
    }

    /** The value once there is one. */
    public static <T> T value(String what, Supplier<Optional<T>> supplier) {
        Instant deadline = CLOCK.instant().plus(PATIENCE);
        Optional<T> value = supplier.get();
        while (value.isEmpty() && CLOCK.instant().isBefore(deadline)) {
            pause();
            value = supplier.get();
        }
        return value.orElseGet(
                () -> fail("waited %d s in vain for %s".formatted(PATIENCE.toSeconds(), what)));
    }

    /** Whether it became so in time. */
    public static boolean within(Duration patience, BooleanSupplier condition) {
        Instant deadline = CLOCK.instant().plus(patience);
        while (!condition.getAsBoolean()) {
            if (CLOCK.instant().isAfter(deadline)) {
                return false;
            }
            pause();
        }
        return true;
    }

    private static void pause() {
        LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
    }
}

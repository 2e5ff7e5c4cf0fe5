package dev.spillway.router.admission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.fairqueue.Domain;
import dev.spillway.fairqueue.TenantId;
import dev.spillway.router.tenancy.Directory;
import dev.spillway.router.tenancy.Tenant;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

class BandwidthTest {
    private final AtomicLong nanos = new AtomicLong(-5);
    private final Bandwidth bandwidth = new Bandwidth(nanos::get);

    @Test
    void lendsWhatAnAnswerNeedsAndThenWaitsForIt() {
        Tenant bakery = tenant("bakery", 1_000);

        bandwidth.moved(bakery, "x".repeat(2_000));
        assertThat(bandwidth.owed(bakery)).isZero();

        bandwidth.moved(bakery, "x".repeat(1_500));
        assertThat(bandwidth.owed(bakery)).isEqualTo(Duration.ofMillis(1_500));

        pass(Duration.ofMillis(1_499));
        assertThat(bandwidth.owed(bakery)).isEqualTo(Duration.ofMillis(1));

        pass(Duration.ofMillis(1));
        assertThat(bandwidth.owed(bakery)).isZero();
    }

    @Test
    void keepsNoMoreThanTwoSecondsWorth() {
        Tenant bakery = tenant("bakery", 1_000);
        bandwidth.moved(bakery, "x");
        pass(Duration.ofHours(1));

        bandwidth.moved(bakery, "x".repeat(3_000));

        assertThat(bandwidth.owed(bakery)).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void countsBytesAndNotCharacters() {
        Tenant bakery = tenant("bakery", 1);

        bandwidth.moved(bakery, "चार");

        assertThat(bandwidth.owed(bakery)).isEqualTo(Duration.ofSeconds(9 - 2));
    }

    @Test
    void oneTenantsAnswersAreNotAnothersDebt() {
        bandwidth.moved(tenant("bakery", 10), "x".repeat(1_000));

        assertThat(bandwidth.owed(tenant("media", 10))).isZero();
    }

    @Test
    void aTenantWithoutALimitOwesNothingEver() {
        Tenant media = tenant("media", 0);

        bandwidth.moved(media, "x".repeat(1_000_000));

        assertThat(bandwidth.owed(media)).isZero();
    }

    @Test
    void aLimitThatWasTakenAwayIsForgiven() {
        bandwidth.moved(tenant("bakery", 10), "x".repeat(1_000));

        assertThat(bandwidth.owed(tenant("bakery", 0))).isZero();
    }

    @Test
    void forgetsTenantsThatWent() {
        Tenant bakery = tenant("bakery", 10);
        bandwidth.moved(bakery, "x".repeat(1_000));

        bandwidth.follow(new Directory(2, List.of(), List.of()));

        assertThat(bandwidth.owed(bakery)).isZero();
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    private static Tenant tenant(String name, double bytesPerSecond) {
        return new Tenant(
                new TenantId(name),
                "free",
                new Domain("shared"),
                "local",
                0,
                1,
                10,
                bytesPerSecond);
    }
}

package dev.spillway.router.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.fairqueue.TenantId;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.time.InstantSource;
import java.util.SplittableRandom;
import java.util.UUID;

class RequestIdsTest {
    private static final TenantId BAKERY = new TenantId("bakery");

    @Test
    void areUuidsOfVersionSevenThatSortByTime() {
        RequestIds early = at("2026-01-05T10:00:00Z");
        RequestIds late = at("2026-01-05T10:00:00.001Z");

        UUID id = UUID.fromString(early.fresh().value());
        assertThat(id.version()).isEqualTo(7);
        assertThat(id.variant()).isEqualTo(2);
        assertThat(early.fresh().value()).isLessThan(late.fresh().value());
        assertThat(early.fresh()).isNotEqualTo(early.fresh());
    }

    @Test
    void areTheSameForTheSameTenantAndKeyOnly() {
        assertThat(RequestIds.keyed(BAKERY, "a", 0))
                .isEqualTo(RequestIds.keyed(BAKERY, "a", 0))
                .isNotEqualTo(RequestIds.keyed(BAKERY, "b", 0))
                .isNotEqualTo(RequestIds.keyed(new TenantId("media"), "a", 0))
                .isNotEqualTo(RequestIds.keyed(BAKERY, "a", 1));
        assertThat(RequestIds.keyed(BAKERY, "a", 0).value()).matches("k-[0-9a-f]{64}");
    }

    private static RequestIds at(String time) {
        return new RequestIds(InstantSource.fixed(Instant.parse(time)), new SplittableRandom(7));
    }
}

package dev.spillway.router.dispatch;

import dev.spillway.fairqueue.RequestId;
import dev.spillway.fairqueue.TenantId;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.UUID;
import java.util.random.RandomGenerator;

/**
 * Names requests: a UUID of version 7 (RFC 9562), or a digest of tenant and idempotency key, which
 * is the same at every router.
 */
final class RequestIds {
    private final InstantSource time;
    private final RandomGenerator random;

    RequestIds(InstantSource time, RandomGenerator random) {
        this.time = time;
        this.random = random;
    }

    RequestId fresh() {
        long high = time.millis() << 16 | 0x7000L | (random.nextLong() & 0x0FFFL);
        long low = 0x8000_0000_0000_0000L | (random.nextLong() >>> 2);
        return new RequestId(new UUID(high, low).toString());
    }

    /**
     * The name of a request with an idempotency key.
     *
     * @param repetition how often the request under this key has ended without an answer before: a
     *     retry after an expired request is a new request
     */
    static RequestId keyed(TenantId tenant, String idempotencyKey, int repetition) {
        String digest =
                HexFormat.of()
                        .formatHex(
                                sha256().digest(
                                                (tenant.value() + "\n" + idempotencyKey)
                                                        .getBytes(StandardCharsets.UTF_8)));
        return new RequestId("k-" + digest + (repetition == 0 ? "" : "." + repetition));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}

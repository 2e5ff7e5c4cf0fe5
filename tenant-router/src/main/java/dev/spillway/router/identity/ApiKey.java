package dev.spillway.router.identity;

import dev.spillway.router.tenancy.StoredKey;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An API key as a caller presents it: {@code sk-spillway-<id>-<secret>}.
 *
 * @param id the public part that names it
 * @param whole the key itself, never to be logged
 */
record ApiKey(String id, String whole) {
    static final String PREFIX = "sk-spillway-";

    private static final int LONGEST = 256;
    private static final Pattern FORM =
            Pattern.compile("sk-spillway-([a-z0-9-]{1,40})-[A-Za-z0-9]{32,}");

    static Optional<ApiKey> parse(String credential) {
        if (credential.length() > LONGEST) {
            return Optional.empty();
        }
        var match = FORM.matcher(credential);
        return match.matches()
                ? Optional.of(new ApiKey(match.group(1), credential))
                : Optional.empty();
    }

    /** Compares in a time that does not depend on where the difference is. */
    boolean matches(StoredKey stored) {
        return MessageDigest.isEqual(
                sha256().getBytes(StandardCharsets.US_ASCII),
                stored.sha256().getBytes(StandardCharsets.US_ASCII));
    }

    private String sha256() {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256")
                            .digest(whole.getBytes(StandardCharsets.US_ASCII));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return "ApiKey[" + id + "]";
    }
}

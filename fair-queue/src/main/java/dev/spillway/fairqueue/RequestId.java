package dev.spillway.fairqueue;

import java.util.regex.Pattern;

/**
 * Names one request for as long as its reply is kept. A router derives it from the tenant and the
 * caller's idempotency key, or draws a new one; two submissions with one id are one request.
 *
 * @param value 1 to 128 characters: letters, digits, {@code . _ : -}
 */
public record RequestId(String value) {

    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9._:-]{1,128}");

    public RequestId {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "request id is '%s'; allowed are 1 to 128 letters, digits and . _ : -"
                            .formatted(Printable.of(value)));
        }
    }

    @Override
    public String toString() {
        return value;
    }
}

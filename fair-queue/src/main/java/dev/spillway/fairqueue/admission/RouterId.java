package dev.spillway.fairqueue.admission;

import java.util.regex.Pattern;

/**
 * Where replies go: one running router replica.
 *
 * @param value 1 to 63 letters, digits, {@code . _ -}; unique among the routers of a domain
 */
public record RouterId(String value) {

    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9._-]{1,63}");

    public RouterId {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "router id is '%s'; allowed are 1 to 63 letters, digits and . _ -"
                            .formatted(value));
        }
    }

    @Override
    public String toString() {
        return value;
    }
}

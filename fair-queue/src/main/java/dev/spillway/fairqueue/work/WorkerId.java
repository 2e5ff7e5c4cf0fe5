package dev.spillway.fairqueue.work;

import java.util.regex.Pattern;

/**
 * One running worker process.
 *
 * @param value 1 to 63 letters, digits, {@code . _ -}; unique among the live workers of a domain
 */
public record WorkerId(String value) {

    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9._-]{1,63}");

    public WorkerId {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "worker id is '%s'; allowed are 1 to 63 letters, digits and . _ -"
                            .formatted(value));
        }
    }

    @Override
    public String toString() {
        return value;
    }
}

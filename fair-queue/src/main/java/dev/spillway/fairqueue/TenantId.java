package dev.spillway.fairqueue;

import java.util.regex.Pattern;

/**
 * Who asks. The same form as a Kubernetes label, so that one name serves as namespace suffix,
 * metric label and key.
 *
 * @param value 1 to 63 characters: lower-case letters, digits and inner hyphens
 */
public record TenantId(String value) implements Comparable<TenantId> {

    private static final Pattern FORM = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");

    public TenantId {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "tenant is '%s'; allowed are 1 to 63 lower-case letters, digits and inner hyphens"
                            .formatted(Printable.of(value)));
        }
    }

    @Override
    public int compareTo(TenantId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}

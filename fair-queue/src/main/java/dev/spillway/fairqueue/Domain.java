package dev.spillway.fairqueue;

import java.util.regex.Pattern;

/**
 * A scheduling domain: one pool in one region, whose tenants share workers. Also the Redis hash tag
 * of all its keys.
 *
 * @param name 1 to 63 characters: lower-case letters, digits and inner hyphens
 */
public record Domain(String name) {

    private static final Pattern FORM = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");

    public Domain {
        if (!FORM.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "domain is '%s'; allowed are 1 to 63 lower-case letters, digits and inner hyphens"
                            .formatted(Printable.of(name)));
        }
    }

    @Override
    public String toString() {
        return name;
    }
}

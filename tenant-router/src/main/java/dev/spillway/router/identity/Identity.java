package dev.spillway.router.identity;

import dev.spillway.router.tenancy.Tenant;

/** Who is asking, as far as the credential proves it. */
public sealed interface Identity {
    /**
     * A tenant of ours.
     *
     * @param tenant which
     */
    record Known(Tenant tenant) implements Identity {}

    /** No credential at all. */
    record Anonymous() implements Identity {}

    /**
     * A credential that proves nothing.
     *
     * @param reason one line that repeats nothing of the credential
     */
    record Rejected(String reason) implements Identity {}

    /** A valid credential of a tenant that is not, or no longer, served here. */
    record Unserved() implements Identity {}

    /** The credential's keys cannot be read now. */
    record KeysUnavailable() implements Identity {}

    /** No tenant directory has been read yet. */
    record DirectoryUnavailable() implements Identity {}
}

package dev.spillway.rag.tenants;

import java.util.Optional;

/** Where the tenant directory is published. */
public interface DirectorySource {

    /**
     * The directory as it is now; empty when none is published yet.
     *
     * @throws RuntimeException when the place does not answer
     */
    Optional<String> read();
}

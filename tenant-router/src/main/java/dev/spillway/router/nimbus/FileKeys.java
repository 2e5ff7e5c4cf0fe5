package dev.spillway.router.nimbus;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSetCacheRefreshEvaluator;
import com.nimbusds.jose.jwk.source.JWKSetSource;
import com.nimbusds.jose.jwk.source.JWKSetUnavailableException;
import com.nimbusds.jose.proc.SecurityContext;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Path;
import java.text.ParseException;

/** Keys in a file, read again whenever a token names a key that is not among them. */
final class FileKeys implements JWKSetSource<SecurityContext> {
    private final Path file;

    FileKeys(Path file) {
        this.file = file;
    }

    @Override
    public JWKSet getJWKSet(
            JWKSetCacheRefreshEvaluator refresh, long now, @Nullable SecurityContext context)
            throws KeySourceException {
        try {
            return JWKSet.load(file.toFile());
        } catch (IOException | ParseException e) {
            throw new JWKSetUnavailableException("the key set file is not readable: " + file, e);
        }
    }

    @Override
    public void close() {
        // The file is not held open.
    }
}

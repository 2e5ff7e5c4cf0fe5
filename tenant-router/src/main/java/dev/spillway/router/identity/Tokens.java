package dev.spillway.router.identity;

/** Tells whose a signed token is. */
public interface Tokens {
    Verdict verify(String token);

    /** What a token is worth. */
    sealed interface Verdict {
        /**
         * Signed, meant for us and not expired.
         *
         * @param tenant what its tenant claim says
         */
        record Valid(String tenant) implements Verdict {}

        /**
         * Not to be believed.
         *
         * @param reason one line that repeats nothing of the token
         */
        record Invalid(String reason) implements Verdict {}

        /** The keys to verify it with cannot be read now. */
        record KeysUnavailable() implements Verdict {}
    }

    /** For a router that takes API keys only. */
    static Tokens notAccepted() {
        return token ->
                new Verdict.Invalid(
                        "the bearer credential is not an API key, and tokens are not accepted here");
    }
}

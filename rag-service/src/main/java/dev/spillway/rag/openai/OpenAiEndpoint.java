package dev.spillway.rag.openai;

import java.net.URI;
import java.time.Duration;

/**
 * A model server.
 *
 * @param completions where chat completions are posted
 * @param apiKey sent as bearer token; empty for none
 * @param model the model asked for
 * @param timeout for one whole answer
 */
public record OpenAiEndpoint(URI completions, String apiKey, String model, Duration timeout) {

    private static final String PATH = "/chat/completions";

    /**
     * Builds the address from the server's.
     *
     * @param baseUrl with or without {@code /v1} at its end
     */
    public static OpenAiEndpoint of(String baseUrl, String apiKey, String model, Duration timeout) {
        String base = baseUrl.replaceAll("/+$", "");
        URI uri = URI.create((base.endsWith("/v1") ? base : base + "/v1") + PATH);
        boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
        if (!http || uri.getHost() == null) {
            throw new IllegalArgumentException(
                    "it must be an address of the form http(s)://host[:port][/v1]");
        }
        return new OpenAiEndpoint(uri, apiKey, model, timeout);
    }

    /** Free of the key, so that it can be logged. */
    @Override
    public String toString() {
        return completions + " " + model;
    }
}

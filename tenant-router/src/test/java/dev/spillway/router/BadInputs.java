package dev.spillway.router;

import com.nimbusds.jose.util.Base64URL;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.stream.Stream;

/** The table of bad inputs. */
final class BadInputs {
    private static final String GOOD = "{\"question\": \"Who?\"}";
    private static final String BAD_CLAIMS =
            "the token's issuer, audience, times or tenant claim are not accepted";
    private static final String BAD_SIGNATURE =
            "the token's signature, key or algorithm is not accepted";
    private static final String JSON_ONLY = "Content-Type must be application/json";

    private BadInputs() {}

    static Stream<BadInput> all() {
        return Stream.of(bodies(), chats(), keys(), tokens(), http()).flatMap(part -> part);
    }

    private static Stream<BadInput> bodies() {
        return Stream.of(
                BadInput.query(
                        "an empty body", "", 400, "the body is empty; a JSON object is needed"),
                BadInput.query(
                        "a body that ends too early",
                        "{\"question\": \"Who?\"",
                        400,
                        "the body is not well-formed JSON, at line 1 column 20"),
                BadInput.query(
                        "text after the JSON object",
                        GOOD + " {}",
                        400,
                        "there is something after the JSON object"),
                BadInput.query("`null`", "null", 400, "the body is null; a JSON object is needed"),
                BadInput.query("a list", "[]", 400, "body is of the wrong JSON type"),
                BadInput.query("no question", "{}", 400, "question is missing or blank"),
                BadInput.query(
                        "a blank question",
                        "{\"question\": \" \\n\"}",
                        400,
                        "question is missing or blank"),
                BadInput.query(
                        "a number as question",
                        "{\"question\": 7}",
                        400,
                        "question is of the wrong JSON type"),
                BadInput.query(
                        "an unknown field",
                        "{\"question\": \"Who?\", \"tenant\": \"media\"}",
                        400,
                        "unknown field 'tenant'; allowed are question, maxPassages, timeoutMillis"),
                BadInput.query(
                        "a field twice",
                        "{\"question\": \"Who?\", \"question\": \"What?\"}",
                        400,
                        "the body is not well-formed JSON, at line 1 column 32"),
                BadInput.query(
                        "a question of 8 001 characters",
                        "{\"question\": \"" + "x".repeat(8_001) + "\"}",
                        400,
                        "question has 8001 characters; at most 8000 are allowed"),
                BadInput.query(
                        "half a surrogate pair in the question",
                        "{\"question\": \"\\ud83d\"}",
                        400,
                        "question contains half of a surrogate pair"),
                BadInput.query(
                        "maxPassages 0",
                        "{\"question\": \"Who?\", \"maxPassages\": 0}",
                        400,
                        "maxPassages is 0; allowed are 1 to 20"),
                BadInput.query(
                        "maxPassages 1.5",
                        "{\"question\": \"Who?\", \"maxPassages\": 1.5}",
                        400,
                        "maxPassages is of the wrong JSON type"),
                BadInput.query(
                        "timeoutMillis 5",
                        "{\"question\": \"Who?\", \"timeoutMillis\": 5}",
                        400,
                        "timeoutMillis is 5; allowed are 100 to 120000"),
                BadInput.query(
                        "a timeout beyond any number",
                        "{\"question\": \"Who?\", \"timeoutMillis\": 1e99}",
                        400,
                        "timeoutMillis is of the wrong JSON type"),
                BadInput.query(
                        "a body of 300 000 bytes",
                        "{\"question\": \"" + "x".repeat(300_000) + "\"}",
                        413,
                        "a body may have at most 262144 bytes"),
                BadInput.request(
                        "the same without Content-Length",
                        router ->
                                router.post("/v1/query", TestTenants.BAKERY.key(), "")
                                        .POST(
                                                BodyPublishers.ofInputStream(
                                                        () ->
                                                                new java.io.ByteArrayInputStream(
                                                                        new byte[300_000]))),
                        413,
                        "a body may have at most 262144 bytes"),
                BadInput.query(
                        "1 000 levels of nesting",
                        "{\"question\": " + "[".repeat(1_000),
                        400,
                        "question is of the wrong JSON type"));
    }

    private static Stream<BadInput> chats() {
        return Stream.of(
                BadInput.chat(
                        "chat: an unknown model",
                        "{\"model\": \"gpt-4\", \"messages\": []}",
                        404,
                        "the only model is spillway"),
                BadInput.chat(
                        "chat: no messages",
                        "{\"model\": \"spillway\", \"messages\": []}",
                        400,
                        "messages is missing or empty"),
                BadInput.chat(
                        "chat: two answers at once",
                        "{\"model\": \"spillway\", \"n\": 2, \"messages\":"
                                + " [{\"role\": \"user\", \"content\": \"Who?\"}]}",
                        400,
                        "n is 2; only 1 is supported"),
                BadInput.chat(
                        "chat: a role nobody knows",
                        "{\"model\": \"spillway\", \"messages\":"
                                + " [{\"role\": \"king\", \"content\": \"Who?\"}]}",
                        400,
                        "messages.0.role must be one of system, developer, user, assistant"),
                BadInput.chat(
                        "chat: an image",
                        "{\"model\": \"spillway\", \"messages\": [{\"role\": \"user\","
                                + " \"content\": [{\"type\": \"image_url\"}]}]}",
                        400,
                        "messages.0.content may have parts of type text only"),
                BadInput.chat(
                        "chat: tools",
                        "{\"model\": \"spillway\", \"tools\": [{}], \"messages\":"
                                + " [{\"role\": \"user\", \"content\": \"Who?\"}]}",
                        400,
                        "tools is not supported; leave it out"),
                BadInput.chat(
                        "chat: 65 messages",
                        "{\"model\": \"spillway\", \"messages\": ["
                                + "{\"role\": \"user\", \"content\": \"Who?\"},".repeat(64)
                                + "{\"role\": \"user\", \"content\": \"Who?\"}]}",
                        400,
                        "messages has 65 entries; at most 64 are allowed"));
    }

    private static Stream<BadInput> keys() {
        return Stream.of(
                BadInput.request(
                        "no credential",
                        router ->
                                router.request("/v1/query")
                                        .header("Content-Type", "application/json")
                                        .POST(BodyPublishers.ofString(GOOD)),
                        401,
                        "send Authorization: Bearer with an API key or a token"),
                BadInput.request(
                        "only a header that names a tenant",
                        router -> router.request("/v1/queue").header("X-Tenant-Id", "bakery"),
                        401,
                        "send Authorization: Bearer with an API key or a token"),
                BadInput.request(
                        "a password instead of a key",
                        router -> router.request("/v1/queue").header("Authorization", "Basic YTpi"),
                        401,
                        "Authorization must be of the scheme Bearer"),
                BadInput.request(
                        "two credentials",
                        router ->
                                router.request("/v1/queue")
                                        .header("X-Api-Key", TestTenants.BAKERY.key())
                                        .header(
                                                "Authorization",
                                                "Bearer " + TestTenants.MEDIA.key()),
                        401,
                        "send one credential: Authorization or X-Api-Key, not both"),
                BadInput.bearer(
                        "an API key that is cut off",
                        tokens -> "sk-spillway-bakery-key",
                        401,
                        "an API key has the form sk-spillway-<id>-<secret>"),
                BadInput.bearer(
                        "a known key id with another secret",
                        tokens -> "sk-spillway-bakery-key-" + "0".repeat(32),
                        401,
                        "the API key is not known"),
                BadInput.bearer(
                        "an unknown key id",
                        tokens -> "sk-spillway-nobody-" + "0".repeat(32),
                        401,
                        "the API key is not known"));
    }

    private static Stream<BadInput> tokens() {
        return Stream.of(
                BadInput.bearer(
                        "neither key nor token",
                        tokens -> "let-me-in",
                        401,
                        "the bearer credential is neither an API key nor a token"),
                BadInput.bearer(
                        "an expired token",
                        tokens ->
                                tokens.signed(
                                        tokens.claims("bakery").expirationTime(tokens.longAgo())),
                        401,
                        "the token has expired"),
                BadInput.bearer(
                        "a token without expiry",
                        tokens -> tokens.signed(tokens.claims("bakery").expirationTime(null)),
                        401,
                        BAD_CLAIMS),
                BadInput.bearer(
                        "a token that is not valid yet",
                        tokens ->
                                tokens.signed(
                                        tokens.claims("bakery").notBeforeTime(tokens.later())),
                        401,
                        BAD_CLAIMS),
                BadInput.bearer(
                        "a token of another issuer",
                        tokens ->
                                tokens.signed(tokens.claims("bakery").issuer("https://x.example")),
                        401,
                        BAD_CLAIMS),
                BadInput.bearer(
                        "a token for another audience",
                        tokens -> tokens.signed(tokens.claims("bakery").audience("elsewhere")),
                        401,
                        BAD_CLAIMS),
                BadInput.bearer(
                        "a token without the tenant claim",
                        tokens -> tokens.signed(tokens.claims("bakery").claim("tenant", null)),
                        401,
                        BAD_CLAIMS),
                BadInput.bearer(
                        "an unsigned token (alg none)",
                        tokens -> tokens.unsigned(tokens.claims("bakery")),
                        401,
                        BAD_SIGNATURE),
                BadInput.bearer(
                        "a token signed with the public key as shared secret",
                        tokens -> tokens.symmetric(tokens.claims("bakery")),
                        401,
                        BAD_SIGNATURE),
                BadInput.bearer(
                        "a token signed by an unknown key",
                        tokens -> tokens.signedByStranger(tokens.claims("bakery")),
                        401,
                        BAD_SIGNATURE),
                BadInput.bearer(
                        "a token with a forged signature",
                        tokens -> tokens.forged(tokens.claims("bakery")),
                        401,
                        BAD_SIGNATURE),
                BadInput.bearer(
                        "a token whose claims were changed",
                        tokens -> {
                            String[] parts = tokens.signed(tokens.claims("bakery")).split("\\.", 3);
                            String claims = tokens.claims("media").build().toString();
                            return parts[0] + "." + Base64URL.encode(claims) + "." + parts[2];
                        },
                        401,
                        BAD_SIGNATURE),
                BadInput.bearer(
                        "a good token of an unknown tenant",
                        tokens -> tokens.signed(tokens.claims("nobody")),
                        403,
                        "the credential is valid, but its tenant is not served here"),
                BadInput.bearer(
                        "a good token whose tenant is no name",
                        tokens -> tokens.signed(tokens.claims("No Body")),
                        403,
                        "the credential is valid, but its tenant is not served here"));
    }

    private static Stream<BadInput> http() {
        return Stream.of(
                BadInput.request(
                        "a path that is not there",
                        router -> router.request("/v2/query"),
                        404,
                        "paths are POST /v1/query, POST /v1/chat/completions, GET /v1/models, GET"
                                + " /v1/queue"),
                BadInput.request(
                        "GET where POST is needed",
                        router -> router.request("/v1/query"),
                        405,
                        "allowed is POST"),
                BadInput.request(
                        "a form instead of JSON",
                        router ->
                                router.request("/v1/query")
                                        .header("Content-Type", "application/x-www-form-urlencoded")
                                        .POST(BodyPublishers.ofString("question=Who")),
                        415,
                        JSON_ONLY),
                BadInput.request(
                        "no Content-Type",
                        router -> router.request("/v1/query").POST(BodyPublishers.ofString(GOOD)),
                        415,
                        JSON_ONLY),
                BadInput.request(
                        "an idempotency key of 300 characters",
                        router ->
                                router.post("/v1/query", TestTenants.BAKERY.key(), GOOD)
                                        .header("Idempotency-Key", "k".repeat(300)),
                        400,
                        "Idempotency-Key must be 1 to 255 printable ASCII characters without"
                                + " spaces"),
                BadInput.raw(
                        "20 000 bytes of headers",
                        "GET /v1/queue HTTP/1.1\r\nHost: x\r\nX-Long: "
                                + "x".repeat(20_000)
                                + "\r\nConnection: close\r\n\r\n",
                        400,
                        "the request line or a header is malformed or over the limit"),
                BadInput.raw(
                        "a request line that is none",
                        "HELLO\r\n\r\n",
                        400,
                        "the request line or a header is malformed or over the limit"),
                BadInput.raw(
                        "a path with an encoded slash",
                        "GET /v1%2fqueue HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
                        400,
                        "the request line or a header is malformed or over the limit"),
                BadInput.raw(
                        "no Host header",
                        "GET /v1/queue HTTP/1.1\r\nConnection: close\r\n\r\n",
                        400,
                        "the request line or a header is malformed or over the limit"));
    }
}

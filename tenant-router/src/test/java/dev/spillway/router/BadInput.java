package dev.spillway.router;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.function.BiFunction;

/**
 * Something a caller must not send, and what it gets.
 *
 * @param what it is, in the words of the table
 * @param send sends it
 * @param status of the response
 * @param line the detail of the problem
 */
record BadInput(
        String what, BiFunction<RunningRouter, TestTokens, Sent> send, int status, String line) {

    /** The response, as far as the table is concerned. */
    record Sent(int status, String contentType, String body) {
        static Sent of(HttpResponse<String> response) {
            return new Sent(
                    response.statusCode(),
                    response.headers().firstValue("Content-Type").orElse("none"),
                    response.body());
        }
    }

    static BadInput query(String what, String body, int status, String line) {
        return new BadInput(
                what,
                (router, tokens) -> Sent.of(router.query(TestTenants.BAKERY.key(), body)),
                status,
                line);
    }

    static BadInput chat(String what, String body, int status, String line) {
        return new BadInput(
                what,
                (router, tokens) ->
                        Sent.of(
                                router.send(
                                        router.post(
                                                "/v1/chat/completions",
                                                TestTenants.BAKERY.key(),
                                                body))),
                status,
                line);
    }

    static BadInput bearer(
            String what,
            java.util.function.Function<TestTokens, String> credential,
            int status,
            String line) {
        return new BadInput(
                what,
                (router, tokens) ->
                        Sent.of(router.query(credential.apply(tokens), "{\"question\": \"Who?\"}")),
                status,
                line);
    }

    static BadInput request(
            String what,
            java.util.function.Function<RunningRouter, HttpRequest.Builder> request,
            int status,
            String line) {
        return new BadInput(
                what,
                (router, tokens) -> Sent.of(router.send(request.apply(router))),
                status,
                line);
    }

    /** Bytes as they are, for what no HTTP client would send. */
    static BadInput raw(String what, String bytes, int status, String line) {
        return new BadInput(what, (router, tokens) -> exchange(router.port(), bytes), status, line);
    }

    private static Sent exchange(int port, String bytes) {
        try (Socket socket = new Socket("localhost", port)) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            String response =
                    new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            String head = response.substring(0, response.indexOf("\r\n\r\n"));
            String type =
                    head.lines()
                            .filter(line -> line.regionMatches(true, 0, "content-type:", 0, 13))
                            .map(line -> line.substring(13).strip())
                            .findFirst()
                            .orElse("none");
            return new Sent(
                    Integer.parseInt(head.split(" ", 3)[1]),
                    type,
                    response.substring(head.length() + 4));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Its row in the table. */
    String row() {
        return "| %s | %d | %s |".formatted(what, status, line);
    }

    @Override
    public String toString() {
        return what;
    }
}

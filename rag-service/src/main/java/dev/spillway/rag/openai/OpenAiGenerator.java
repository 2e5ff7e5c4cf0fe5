package dev.spillway.rag.openai;

import dev.spillway.rag.answer.Citation;
import dev.spillway.rag.answer.Citations;
import dev.spillway.rag.answer.Generated;
import dev.spillway.rag.answer.Generator;
import dev.spillway.rag.answer.Parts;
import dev.spillway.rag.answer.Prompt;
import dev.spillway.rag.answer.StopSignal;
import dev.spillway.rag.answer.WorkStoppedException;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;

/** Has a model server write the answer from the passages. */
public final class OpenAiGenerator implements Generator {

    private static final Duration FLUSH = Duration.ofMillis(50);

    private final HttpClient client;
    private final OpenAiEndpoint endpoint;
    private final LongSupplier nanoTicker;

    public OpenAiGenerator(HttpClient client, OpenAiEndpoint endpoint, LongSupplier nanoTicker) {
        this.client = client;
        this.endpoint = endpoint;
        this.nanoTicker = nanoTicker;
    }

    @Override
    public String name() {
        return "openai";
    }

    @Override
    public Generated generate(Prompt prompt, Parts parts, StopSignal stop) {
        Duration patience =
                prompt.patience().compareTo(endpoint.timeout()) < 0
                        ? prompt.patience()
                        : endpoint.timeout();
        try (LineExchange exchange = new LineExchange(client, request(prompt, patience))) {
            return take(
                    exchange, prompt, new FlushedParts(parts, FLUSH, nanoTicker), stop, patience);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new WorkStoppedException();
        }
    }

    private HttpRequest request(Prompt prompt, Duration patience) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(endpoint.completions())
                        .timeout(patience)
                        .header("Content-Type", "application/json")
                        .POST(
                                HttpRequest.BodyPublishers.ofString(
                                        ChatMessages.body(endpoint.model(), prompt)));
        if (!endpoint.apiKey().isEmpty()) {
            request.header("Authorization", "Bearer " + endpoint.apiKey());
        }
        return request.build();
    }

    private Generated take(
            LineExchange exchange,
            Prompt prompt,
            FlushedParts parts,
            StopSignal stop,
            Duration patience)
            throws InterruptedException {
        ChatReply reply = new ChatReply(prompt.stream());
        long end = nanoTicker.getAsLong() + patience.toNanos();
        while (nanoTicker.getAsLong() < end) {
            stop.check();
            switch (exchange.next(FLUSH)) {
                case LineExchange.Event.Nothing() -> parts.flushIfDue();
                case LineExchange.Event.Broken() -> {
                    return unavailable("the connection to the model server failed");
                }
                case LineExchange.Event.Status(int code) when code != 200 -> {
                    return refused(code);
                }
                case LineExchange.Event.Status _ -> {}
                case LineExchange.Event.Line(String line) -> {
                    try {
                        parts.send(reply.take(line));
                    } catch (IllegalArgumentException e) {
                        return invalid(e);
                    }
                }
                case LineExchange.Event.End() -> {
                    parts.flush();
                    return answered(reply, prompt);
                }
            }
        }
        return unavailable(
                "the model server did not answer within %d s".formatted(patience.toSeconds()));
    }

    private Generated answered(ChatReply reply, Prompt prompt) {
        try {
            reply.end();
        } catch (IllegalArgumentException e) {
            return invalid(e);
        }
        List<Citation> citations =
                Citations.markedIn(reply.text(), prompt.question(), prompt.passages());
        return new Generated.Answered(
                reply.text(),
                citations,
                endpoint.model(),
                false,
                reply.promptTokens(),
                reply.completionTokens());
    }

    private static Generated unavailable(String detail) {
        return new Generated.Failed("generator_unavailable", detail);
    }

    /** 429 and 5xx may pass; anything else is a matter of configuration. */
    private static Generated refused(int status) {
        return new Generated.Failed(
                status == 429 || status >= 500 ? "generator_unavailable" : "generator_refused",
                "the model server answered with status " + status);
    }

    /**
     * The exception's message is ours; the server's words, which may repeat the tenant's, are not
     * in it.
     */
    private static Generated invalid(IllegalArgumentException e) {
        return new Generated.Failed("generator_invalid_reply", String.valueOf(e.getMessage()));
    }
}

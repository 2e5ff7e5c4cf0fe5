package dev.spillway.rag.openai;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.util.OptionalInt;

/** Gathers the answer out of a response: one JSON document, or server-sent events with deltas. */
final class ChatReply {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int MOST_CHARACTERS = 1 << 20;

    private final boolean streamed;
    private final StringBuilder document = new StringBuilder();
    private final StringBuilder text = new StringBuilder();
    private OptionalInt promptTokens = OptionalInt.empty();
    private OptionalInt completionTokens = OptionalInt.empty();
    private boolean finished;

    ChatReply(boolean streamed) {
        this.streamed = streamed;
    }

    /**
     * Takes a line and gives the piece of the answer in it, which may be empty.
     *
     * @throws IllegalArgumentException when the line is no part of a chat completion
     */
    String take(String line) {
        if (text.length() + document.length() + line.length() > MOST_CHARACTERS) {
            throw new IllegalArgumentException("the reply is too long");
        }
        if (!streamed) {
            document.append(line).append('\n');
            return "";
        }
        if (!line.startsWith("data:")) {
            return "";
        }
        String data = line.substring("data:".length()).strip();
        if (data.equals("[DONE]")) {
            finished = true;
            return "";
        }
        return read(data, "delta");
    }

    /**
     * Ends the reply.
     *
     * @throws IllegalArgumentException when the reply is incomplete
     */
    void end() {
        if (!streamed) {
            read(document.toString(), "message");
            finished = true;
        }
        if (!finished) {
            throw new IllegalArgumentException("the reply broke off");
        }
    }

    private String read(String json, String holder) {
        try {
            JsonNode root = JSON.readTree(json);
            JsonNode usage = root.path("usage");
            if (usage.isObject()) {
                promptTokens = OptionalInt.of(usage.path("prompt_tokens").asInt(0));
                completionTokens = OptionalInt.of(usage.path("completion_tokens").asInt(0));
            }
            if (!root.has("choices")) {
                throw new IllegalArgumentException("the reply has no choices");
            }
            JsonNode content = root.path("choices").path(0).path(holder).path("content");
            String piece = content.isString() ? content.asString() : "";
            text.append(piece);
            return piece;
        } catch (JacksonException e) {
            throw new IllegalArgumentException("the reply is not JSON", e);
        }
    }

    String text() {
        return text.toString();
    }

    OptionalInt promptTokens() {
        return promptTokens;
    }

    OptionalInt completionTokens() {
        return completionTokens;
    }
}

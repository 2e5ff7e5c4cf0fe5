package dev.spillway.router.chat;

import com.fasterxml.jackson.annotation.JsonProperty;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * What the router reads of an OpenAI chat completion request. Fields that tune a language model's
 * sampling are accepted and have no effect; those that change the form of the answer are refused.
 *
 * @param model must be {@value Models#SPILLWAY}
 * @param messages the conversation, ending with the question
 * @param stream whether to send parts as they come
 * @param streamOptions what to send with them
 * @param n how many answers; only 1
 * @param tools not supported
 * @param functions not supported
 * @param responseFormat only text
 * @param logprobs not supported
 */
record ChatRequest(
        @Nullable String model,
        @Nullable List<@Nullable ChatMessage> messages,
        @Nullable Boolean stream,
        @JsonProperty("stream_options") @Nullable StreamOptions streamOptions,
        @Nullable Integer n,
        @Nullable List<Object> tools,
        @Nullable List<Object> functions,
        @JsonProperty("response_format") @Nullable ResponseFormat responseFormat,
        @Nullable Boolean logprobs) {

    /**
     * One message.
     *
     * @param role who says it
     * @param content a text, or a list of parts of type text
     */
    record ChatMessage(@Nullable String role, @Nullable Object content) {}

    record StreamOptions(@JsonProperty("include_usage") @Nullable Boolean includeUsage) {}

    record ResponseFormat(@Nullable String type) {}

    boolean streams() {
        return Boolean.TRUE.equals(stream);
    }

    boolean wantsUsage() {
        return streamOptions != null && Boolean.TRUE.equals(streamOptions.includeUsage());
    }
}

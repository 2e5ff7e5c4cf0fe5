package dev.spillway.router.chat;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;

import dev.spillway.fairqueue.admission.Reply;
import dev.spillway.router.job.Answer;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * A chat completion, or a chunk of one, in OpenAI's words.
 *
 * @param id names the completion
 * @param object which of the two it is
 * @param created when this response was written, in seconds of Unix time
 * @param model always {@value Models#SPILLWAY}
 * @param choices the one answer; none in the chunk that only has the usage
 * @param usage tokens
 * @param spillway what OpenAI's form has no place for
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ChatCompletion(
        String id,
        String object,
        long created,
        String model,
        List<Choice> choices,
        @Nullable Usage usage,
        @Nullable Extension spillway) {

    /**
     * The answer, whole or in part.
     *
     * @param index always 0
     * @param message the whole answer
     * @param delta what this chunk adds
     * @param finishReason {@code stop} at the end, null before
     */
    record Choice(
            int index,
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Message message,
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Message delta,
            @JsonProperty("finish_reason") @Nullable String finishReason) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Message(@Nullable String role, @Nullable String content) {}

    record Usage(
            @JsonProperty("prompt_tokens") long promptTokens,
            @JsonProperty("completion_tokens") long completionTokens,
            @JsonProperty("total_tokens") long totalTokens) {
        static Usage of(Answer.Usage usage) {
            return new Usage(
                    usage.promptTokens(),
                    usage.completionTokens(),
                    usage.promptTokens() + usage.completionTokens());
        }
    }

    /**
     * Where the answer comes from and how long it took.
     *
     * @param tenant whose request it was
     * @param citations what the answer rests on
     * @param generator who wrote it
     * @param synthetic whether the time it took was made up for a load test
     * @param waitedMillis in the queue
     * @param servedMillis at the worker
     * @param attempt which worker's try it was, from 1
     */
    record Extension(
            String tenant,
            List<Answer.Citation> citations,
            String generator,
            boolean synthetic,
            long waitedMillis,
            long servedMillis,
            int attempt) {
        static Extension of(Reply reply, Answer answer) {
            return new Extension(
                    reply.tenant().value(),
                    answer.citations(),
                    answer.generator(),
                    answer.synthetic(),
                    reply.waited().toMillis(),
                    reply.served().toMillis(),
                    reply.attempt());
        }
    }
}

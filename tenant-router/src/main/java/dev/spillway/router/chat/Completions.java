package dev.spillway.router.chat;

import dev.spillway.fairqueue.admission.Reply;
import dev.spillway.router.chat.ChatCompletion.Choice;
import dev.spillway.router.chat.ChatCompletion.Extension;
import dev.spillway.router.chat.ChatCompletion.Message;
import dev.spillway.router.chat.ChatCompletion.Usage;
import dev.spillway.router.job.Answer;

import java.util.List;

/**
 * Writes the completions of one request.
 *
 * @param id names the completion
 * @param created in seconds of Unix time
 */
record Completions(String id, long created) {
    private static final String CHUNK = "chat.completion.chunk";
    private static final Message NOTHING = new Message(null, null);

    ChatCompletion whole(Reply reply, Answer answer) {
        Choice choice = new Choice(0, new Message("assistant", answer.answer()), null, "stop");
        return new ChatCompletion(
                id,
                "chat.completion",
                created,
                Models.SPILLWAY,
                List.of(choice),
                Usage.of(answer.usage()),
                Extension.of(reply, answer));
    }

    ChatCompletion opening() {
        return chunk(new Choice(0, null, new Message("assistant", ""), null));
    }

    ChatCompletion part(String text) {
        return chunk(new Choice(0, null, new Message(null, text), null));
    }

    ChatCompletion closing(Reply reply, Answer answer) {
        return new ChatCompletion(
                id,
                CHUNK,
                created,
                Models.SPILLWAY,
                List.of(new Choice(0, null, NOTHING, "stop")),
                null,
                Extension.of(reply, answer));
    }

    ChatCompletion usage(Answer answer) {
        return new ChatCompletion(
                id, CHUNK, created, Models.SPILLWAY, List.of(), Usage.of(answer.usage()), null);
    }

    private ChatCompletion chunk(Choice choice) {
        return new ChatCompletion(id, CHUNK, created, Models.SPILLWAY, List.of(choice), null, null);
    }
}

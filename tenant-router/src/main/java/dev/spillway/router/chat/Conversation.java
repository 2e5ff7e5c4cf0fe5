package dev.spillway.router.chat;

import dev.spillway.router.chat.ChatRequest.ChatMessage;
import dev.spillway.router.intake.Limits;
import dev.spillway.router.intake.Rules;
import dev.spillway.router.job.Job;
import dev.spillway.router.problem.ProblemException;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Makes a job of a conversation: its last message is the question, the others are history. */
final class Conversation {
    private static final Set<String> ROLES = Set.of("system", "developer", "user", "assistant");

    private final Rules rules;
    private final int mostMessages;

    Conversation(Rules rules, Limits limits) {
        this.rules = rules;
        this.mostMessages = limits.messages();
    }

    Job job(ChatRequest request) {
        refuseUnsupported(request);
        List<@Nullable ChatMessage> messages = request.messages();
        if (messages == null || messages.isEmpty()) {
            throw Rules.invalid("messages", "messages is missing or empty");
        }
        if (messages.size() > mostMessages) {
            throw Rules.invalid(
                    "messages",
                    "messages has %d entries; at most %d are allowed"
                            .formatted(messages.size(), mostMessages));
        }
        List<Job.Message> read = new ArrayList<>();
        for (int index = 0; index < messages.size(); index++) {
            read.add(message(messages.get(index), "messages." + index));
        }
        Job.Message question = read.removeLast();
        if (!question.role().equals("user")) {
            throw Rules.invalid("messages", "the last message must be of role user");
        }
        String field = "messages." + read.size() + ".content";
        return new Job(
                rules.question(question.content(), field),
                read,
                rules.passages(null),
                request.streams());
    }

    private static void refuseUnsupported(ChatRequest request) {
        if (request.n() != null && request.n() != 1) {
            throw Rules.invalid("n", "n is %d; only 1 is supported".formatted(request.n()));
        }
        if (request.tools() != null && !request.tools().isEmpty()) {
            throw unsupported("tools");
        }
        if (request.functions() != null && !request.functions().isEmpty()) {
            throw unsupported("functions");
        }
        if (Boolean.TRUE.equals(request.logprobs())) {
            throw unsupported("logprobs");
        }
        if (request.responseFormat() != null && !"text".equals(request.responseFormat().type())) {
            throw Rules.invalid("response_format", "response_format.type must be text");
        }
    }

    private static ProblemException unsupported(String field) {
        return Rules.invalid(field, field + " is not supported; leave it out");
    }

    private Job.Message message(@Nullable ChatMessage message, String field) {
        if (message == null || message.role() == null || !ROLES.contains(message.role())) {
            throw Rules.invalid(
                    field + ".role",
                    field + ".role must be one of system, developer, user, assistant");
        }
        String content = rules.text(content(message.content(), field + ".content"), field);
        return new Job.Message(
                message.role().equals("developer") ? "system" : message.role(), content);
    }

    private static String content(@Nullable Object content, String field) {
        if (content instanceof String text) {
            return text;
        }
        if (content instanceof List<?> parts) {
            StringBuilder text = new StringBuilder();
            parts.forEach(part -> text.append(textOf(part, field)));
            return text.toString();
        }
        throw Rules.invalid(field, field + " must be a text or a list of text parts");
    }

    private static String textOf(@Nullable Object part, String field) {
        if (part instanceof Map<?, ?> map
                && "text".equals(map.get("type"))
                && map.get("text") instanceof String text) {
            return text;
        }
        throw Rules.invalid(field, field + " may have parts of type text only");
    }
}

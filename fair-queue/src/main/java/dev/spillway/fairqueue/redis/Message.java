package dev.spillway.fairqueue.redis;

import org.jspecify.annotations.Nullable;

import redis.clients.jedis.Connection;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One command as it goes to Redis: of a single call, or with the operations of many. */
final class Message {

    /** Beyond it, the payloads are what costs. */
    private static final int MOST_BYTES = 65_536;

    private final List<Call> calls = new ArrayList<>();
    private int load;
    private int bytes;

    private Message() {}

    /** Puts operations with the same target together; their order stays. */
    static List<Message> of(List<Call> calls) {
        List<Message> messages = new ArrayList<>();
        Map<Target, Message> open = new HashMap<>();
        for (Call call : calls) {
            Operations operations = call.operations;
            Message message = operations == null ? null : open.get(operations.target());
            if (message == null || !message.takes(operations)) {
                message = new Message();
                messages.add(message);
            }
            message.calls.add(call);
            if (operations != null) {
                message.load += operations.load();
                message.bytes += operations.bytes();
                open.put(operations.target(), message);
            }
        }
        return messages;
    }

    private boolean takes(@Nullable Operations more) {
        return more != null
                && load + more.load() <= Operations.MOST
                && bytes + more.bytes() <= MOST_BYTES;
    }

    void send(Connection connection) {
        connection.sendCommand(calls.getFirst().command, words().toArray(byte[][]::new));
    }

    List<byte[]> words() {
        Operations first = calls.getFirst().operations;
        if (first == null) {
            return calls.getFirst().arguments;
        }
        List<byte[]> words = new ArrayList<>(first.target().words());
        for (Call call : calls) {
            if (call.operations != null) {
                words.addAll(call.operations.arguments());
            }
        }
        return words;
    }

    /** Gives each call its outcomes, words or lists of words; an error is everybody's. */
    void answer(@Nullable Object answer) {
        int next = 0;
        for (Call call : calls) {
            Operations operations = call.operations;
            if (operations == null || !(answer instanceof List<?> words)) {
                call.answer(answer);
            } else {
                List<Object> outcomes = new ArrayList<>(operations.count());
                for (int i = 0; i < operations.count(); i++) {
                    Object word = words.get(next++);
                    if (word instanceof Long length) {
                        int end = next + Math.toIntExact(length);
                        outcomes.add(words.subList(next, end));
                        next = end;
                    } else {
                        outcomes.add(word);
                    }
                }
                call.answer(outcomes);
            }
        }
    }
}

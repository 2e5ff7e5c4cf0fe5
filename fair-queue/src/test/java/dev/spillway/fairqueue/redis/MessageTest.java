package dev.spillway.fairqueue.redis;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.junit.jupiter.api.Test;

import redis.clients.jedis.Protocol;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

final class MessageTest {

    private static final Target ENQUEUE = new Target("enqueue", "spw:{a}:", 0);

    private static Call call(Target target, int load, String... arguments) {
        return new Call(Operations.of(target, 1, load, List.of(arguments)));
    }

    private static List<String> words(Message message) {
        return message.words().stream().map(word -> new String(word, UTF_8)).toList();
    }

    @Test
    void putsOperationsWithTheSameTargetTogetherInOrder() {
        Target elsewhere = new Target("enqueue", "spw:{b}:", 0);
        List<Message> messages =
                Message.of(
                        List.of(
                                call(ENQUEUE, 1, "1", "x"),
                                call(elsewhere, 1, "2", "x"),
                                new Call(Protocol.Command.LMPOP, "list".getBytes(UTF_8)),
                                call(ENQUEUE, 1, "3", "y")));

        assertThat(messages)
                .extracting(MessageTest::words)
                .containsExactly(
                        List.of("enqueue", "1", "spw:{a}:", "0", "1", "x", "3", "y"),
                        List.of("enqueue", "1", "spw:{b}:", "0", "2", "x"),
                        List.of("list"));
    }

    @Test
    void neverGivesOneCallMoreThanItMayHold() {
        List<Call> calls = IntStream.range(0, 120).mapToObj(i -> call(ENQUEUE, 1, "" + i)).toList();
        List<Message> messages = Message.of(calls);

        assertThat(messages)
                .extracting(message -> words(message).size() - 4)
                .containsExactly(48, 48, 24);
        assertThat(Message.of(Stream.of(30, 20, 18).map(load -> call(ENQUEUE, load, "")).toList()))
                .hasSize(2);
        String large = "p".repeat(40_000);
        assertThat(Message.of(Stream.of(1, 2, 3).map(i -> call(ENQUEUE, 1, large)).toList()))
                .hasSize(3);
    }

    @Test
    void givesEachCallItsOwnOutcomes() {
        List<Call> calls = new ArrayList<>();
        calls.add(call(ENQUEUE, 1, "1"));
        calls.add(new Call(Operations.of(ENQUEUE, 2, 2, List.of("2", "3"))));
        Message message = Message.of(calls).getFirst();
        message.answer(List.of("one", 2L, "t", "wo", "three"));

        assertThat(calls)
                .extracting(Call::answer)
                .containsExactly(List.of("one"), List.of(List.of("t", "wo"), "three"));
    }

    @Test
    void givesAnErrorToAll() {
        List<Call> calls = List.of(call(ENQUEUE, 1, "1"), call(ENQUEUE, 1, "2"));
        RuntimeException error = new IllegalStateException("full");
        Message.of(calls).getFirst().answer(error);

        assertThat(calls).extracting(Call::answer).containsExactly(error, error);
    }
}

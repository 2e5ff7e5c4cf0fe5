package dev.spillway.fairqueue.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.stream.Stream;

/**
 * A function and what it works on: operations with the same target may go in one call.
 *
 * @param function its full name
 * @param keyPrefix of the domain's keys
 * @param nowMillis the time it is to go by; 0 for the server's own clock
 */
record Target(String function, String keyPrefix, long nowMillis) {

    /** The arguments before those of the operations. */
    List<byte[]> words() {
        return Stream.of(function, "1", keyPrefix, String.valueOf(nowMillis))
                .map(word -> word.getBytes(UTF_8))
                .toList();
    }
}

package dev.spillway.fairqueue.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;

/**
 * What one caller wants a function to do, once or several times.
 *
 * @param target the function
 * @param count how many times
 * @param load how much work that is for Redis, counted in simple operations
 * @param arguments of each in turn
 */
record Operations(Target target, int count, int load, List<byte[]> arguments) {

    /** So many simple operations keep Redis busy for less than a millisecond. */
    static final int MOST = 48;

    static Operations of(Target target, int count, int load, List<String> arguments) {
        List<byte[]> bytes = new ArrayList<>(arguments.size());
        for (String argument : arguments) {
            bytes.add(argument.getBytes(UTF_8));
        }
        return new Operations(target, count, load, bytes);
    }

    int bytes() {
        int bytes = 0;
        for (byte[] argument : arguments) {
            bytes += argument.length;
        }
        return bytes;
    }
}

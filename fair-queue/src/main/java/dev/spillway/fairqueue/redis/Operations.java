package dev.spillway.fairqueue.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

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

    Operations(Target target, int count, int load, String... arguments) {
        this(target, count, load, bytes(arguments));
    }

    private static List<byte[]> bytes(String... arguments) {
        byte[][] bytes = new byte[arguments.length][];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = arguments[i].getBytes(UTF_8);
        }
        return List.of(bytes);
    }

    int bytes() {
        int bytes = 0;
        for (byte[] argument : arguments) {
            bytes += argument.length;
        }
        return bytes;
    }
}

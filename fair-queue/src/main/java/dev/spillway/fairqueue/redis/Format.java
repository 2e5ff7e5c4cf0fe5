package dev.spillway.fairqueue.redis;

import dev.spillway.fairqueue.Domain;

/**
 * Which layout of the keys and records this version of the queue has. Its number is in the names of
 * the function library, its functions and its keys, so that two versions on one Redis never touch
 * each other's data.
 */
final class Format {

    /** To be raised with every change that another version would misread. */
    static final int NUMBER = 2;

    private Format() {}

    static String function(String name) {
        return "spw_" + name + "_v" + NUMBER;
    }

    static String keyPrefix(Domain domain) {
        return "spw" + NUMBER + ":{" + domain.name() + "}:";
    }
}

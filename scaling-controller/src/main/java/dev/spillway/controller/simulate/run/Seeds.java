package dev.spillway.controller.simulate.run;

import java.util.SplittableRandom;

/** Random numbers by name, so that one thing's numbers do not depend on another's. */
final class Seeds {

    private Seeds() {}

    static long of(long seed, String... names) {
        long mixed = seed * 0x9E3779B97F4A7C15L;
        for (String name : names) {
            for (int i = 0; i < name.length(); i++) {
                mixed = (mixed ^ name.charAt(i)) * 0x100000001B3L;
            }
            mixed = (mixed ^ '/') * 0x100000001B3L;
        }
        return mixed;
    }

    static SplittableRandom random(long seed, String... names) {
        return new SplittableRandom(of(seed, names));
    }
}

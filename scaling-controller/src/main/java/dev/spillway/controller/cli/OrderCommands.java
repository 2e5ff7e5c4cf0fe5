package dev.spillway.controller.cli;

import dev.spillway.controller.pause.Order;
import dev.spillway.controller.status.Status;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.io.IOException;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;

/** The commands by which people take the number of a pool's workers into their own hands. */
final class OrderCommands {

    private OrderCommands() {}

    /** Stops automatic scaling of a pool. */
    @Command(
            name = "pause",
            description = {
                "Stops automatic scaling of a pool: it keeps the workers it has, or as",
                "many as are given, until it is resumed."
            },
            mixinStandardHelpOptions = true)
    static final class PauseCommand implements Callable<Integer> {

        @Mixin private Ordering ordering = new Ordering();

        @Option(
                names = "--replicas",
                paramLabel = "N",
                description = "Workers there shall be; as many as now if not given.")
        private Optional<Integer> replicas = Optional.empty();

        @Option(
                names = "--force",
                description = "Allows a number outside the pool's minimum and maximum.")
        private boolean force;

        @Override
        public Integer call() throws IOException, InterruptedException {
            OptionalInt number = replicas.map(OptionalInt::of).orElseGet(OptionalInt::empty);
            return ordering.say(paused(ordering.give(Order.Kind.PAUSE, number, force)));
        }
    }

    /** Fixes the number of a pool's workers. */
    @Command(
            name = "scale",
            description = {
                "Gives a pool a fixed number of workers, paused or not; it keeps them until",
                "it is resumed."
            },
            mixinStandardHelpOptions = true)
    static final class ScaleCommand implements Callable<Integer> {

        @Mixin private Ordering ordering = new Ordering();

        @Option(
                names = "--replicas",
                paramLabel = "N",
                required = true,
                description = "Workers there shall be.")
        private int replicas;

        @Option(
                names = "--force",
                description = "Allows a number outside the pool's minimum and maximum.")
        private boolean force;

        @Override
        public Integer call() throws IOException, InterruptedException {
            return ordering.say(
                    paused(ordering.give(Order.Kind.SCALE, OptionalInt.of(replicas), force)));
        }
    }

    /** Doubles a pool and keeps it so. */
    @Command(
            name = "emergency",
            description = {
                "Pauses a pool first, then doubles its workers, to its maximum at most; it",
                "keeps them until it is resumed."
            },
            mixinStandardHelpOptions = true)
    static final class EmergencyCommand implements Callable<Integer> {

        @Mixin private Ordering ordering = new Ordering();

        @Override
        public Integer call() throws IOException, InterruptedException {
            return ordering.say(
                    paused(ordering.give(Order.Kind.EMERGENCY, OptionalInt.empty(), false)));
        }
    }

    /** Lets a pool scale automatically again. */
    @Command(
            name = "resume",
            description = {
                "Ends a pause: the pool scales automatically again, from the workers it has;",
                "none goes before it has been calm for long enough anew."
            },
            mixinStandardHelpOptions = true)
    static final class ResumeCommand implements Callable<Integer> {

        @Mixin private Ordering ordering = new Ordering();

        @Override
        public Integer call() throws IOException, InterruptedException {
            Status.PoolStatus pool = ordering.give(Order.Kind.RESUME, OptionalInt.empty(), false);
            return ordering.say(
                    "%s scales automatically again: %d workers asked for, %d ready."
                            .formatted(named(pool), pool.desired(), pool.ready()));
        }
    }

    /** What a pool became by an order, as far as the answer proves it. */
    private static String paused(Status.PoolStatus pool) throws IOException {
        int fixed =
                pool.pause()
                        .orElseThrow(
                                () ->
                                        new IOException(
                                                "pool %s is not paused after all; somebody resumed it"
                                                        .formatted(pool.name())))
                        .replicas();
        return "%s is paused at %d%s: %d workers asked for, %d ready (allowed %d to %d). %sTo scale it automatically again: spillway resume %s"
                .formatted(
                        named(pool),
                        fixed,
                        changed(pool),
                        pool.desired(),
                        pool.ready(),
                        pool.minReplicas(),
                        pool.maxReplicas(),
                        pool.desired() == fixed
                                ? ""
                                : "Why not %d: spillway explain %s. ".formatted(fixed, pool.name()),
                        pool.name());
    }

    private static String changed(Status.PoolStatus pool) {
        return pool.lastDecision()
                .filter(last -> last.from() != last.to())
                .filter(
                        last ->
                                pool.pause()
                                        .filter(by -> !last.at().isBefore(by.since()))
                                        .isPresent())
                .map(last -> ", from " + last.from())
                .orElse("");
    }

    private static String named(Status.PoolStatus pool) {
        return pool.tenants().size() > 1
                ? "Pool %s (%d tenants)".formatted(pool.name(), pool.tenants().size())
                : "Pool " + pool.name();
    }
}

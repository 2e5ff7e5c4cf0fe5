package dev.spillway.controller.pause;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What becomes of an order: a pure function of the order and the pool it is about. */
public sealed interface Ruling {

    /** It is carried out in these steps, each with its number of workers. */
    record Obeyed(List<Order> steps) implements Ruling {
        public Obeyed {
            steps = List.copyOf(steps);
        }
    }

    /** It is not carried out, and one line says why. */
    record Refused(Why why, String line) implements Ruling {}

    /** Why an order is refused. */
    enum Why {
        UNKNOWN_POOL,
        OUT_OF_RANGE,
        OTHER_STATE
    }

    /**
     * The pool an order is about.
     *
     * @param desired workers asked for now
     * @param pause that is in force
     */
    record Situation(
            String pool, int minReplicas, int maxReplicas, int desired, Optional<Pause> pause) {}

    static Refused unknown(String name) {
        return new Refused(
                Why.UNKNOWN_POOL,
                "there is no tenant and no pool of the name '%s'".formatted(name));
    }

    static Ruling on(Order order, Situation situation) {
        return switch (order.kind()) {
            case PAUSE -> pause(order, situation);
            case SCALE -> fix(order, order.replicas().orElseThrow(), situation);
            case EMERGENCY -> emergency(order, situation);
            case RESUME ->
                    situation.pause().isPresent()
                            ? new Obeyed(List.of(order))
                            : refused("pool %s is not paused".formatted(situation.pool()));
        };
    }

    private static Ruling pause(Order order, Situation situation) {
        return situation
                .pause()
                .<Ruling>map(
                        pause ->
                                refused(
                                        "pool %s is paused at %d already, by %s; scale changes the number, resume ends it"
                                                .formatted(
                                                        situation.pool(),
                                                        pause.replicas(),
                                                        pause.by())))
                .orElseGet(
                        () -> fix(order, order.replicas().orElse(situation.desired()), situation));
    }

    /** The number there is needs no permission: nothing changes. */
    private static Ruling fix(Order order, int replicas, Situation situation) {
        boolean allowed =
                order.force()
                        || replicas == situation.desired()
                        || (replicas >= situation.minReplicas()
                                && replicas <= situation.maxReplicas());
        return allowed
                ? new Obeyed(List.of(order.as(order.kind(), replicas)))
                : new Refused(
                        Why.OUT_OF_RANGE,
                        "replicas is %d; pool %s allows %d to %d, and with force 0 to %d"
                                .formatted(
                                        replicas,
                                        situation.pool(),
                                        situation.minReplicas(),
                                        situation.maxReplicas(),
                                        Pause.MOST_REPLICAS));
    }

    /** The pause comes first: an automatic step between the two would undo what was ordered. */
    private static Ruling emergency(Order order, Situation situation) {
        int present = situation.pause().map(Pause::replicas).orElse(situation.desired());
        int most = situation.maxReplicas();
        long wanted = Math.max(2L * present, situation.minReplicas());
        int doubled = present >= most ? present : Math.clamp(wanted, 1, most);
        if (situation.pause().isPresent() && doubled == present) {
            return refused(
                    "pool %s is paused at %d already, and its maximum is %d; scale with force goes beyond"
                            .formatted(situation.pool(), present, most));
        }
        List<Order> steps = new ArrayList<>();
        if (situation.pause().isEmpty()) {
            steps.add(order.as(Order.Kind.PAUSE, present));
        }
        steps.add(order.as(Order.Kind.EMERGENCY, doubled));
        return new Obeyed(steps);
    }

    private static Refused refused(String line) {
        return new Refused(Why.OTHER_STATE, line);
    }
}

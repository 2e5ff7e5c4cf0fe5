package dev.spillway.controller.kubernetes.plan;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

final class SizePlanTest {

    private static final int PLANS = 10_000;
    private static final int CEILING = 21;

    @Test
    void theQuotaGoesUpBeforeTheReplicas() {
        assertThat(SizePlan.next(seen(3, 3, 2, 2), 5, CEILING)).isEqualTo(new Step.SetQuota(6));
        assertThat(SizePlan.next(seen(6, 3, 2, 2), 5, CEILING)).isEqualTo(new Step.AwaitQuota(6));
        assertThat(SizePlan.next(seen(6, 6, 2, 2), 5, CEILING)).isEqualTo(new Step.Scale(5));
    }

    @Test
    void theQuotaGoesDownAfterTheDrain() {
        Seen draining =
                new Seen(
                        OptionalInt.of(6),
                        OptionalInt.of(6),
                        OptionalInt.of(2),
                        false,
                        List.of(ready("a", 0), ready("b", 0), terminating("c")));
        assertThat(SizePlan.next(draining, 2, CEILING)).isEqualTo(new Step.Done());
        assertThat(SizePlan.next(seen(6, 6, 2, 2), 2, CEILING)).isEqualTo(new Step.SetQuota(3));
    }

    @Test
    void whatDrainsTakesRoom() {
        Seen draining =
                new Seen(
                        OptionalInt.of(6),
                        OptionalInt.of(6),
                        OptionalInt.of(4),
                        false,
                        List.of(ready("a", 0), terminating("b")));
        assertThat(SizePlan.next(draining, 5, CEILING)).isEqualTo(new Step.SetQuota(7));
        assertThat(SizePlan.target(draining, 30, CEILING)).isEqualTo(CEILING - 2);
    }

    @Test
    void anUpdateNeedsRoomForThoseThatComeAndThoseThatGo() {
        Seen updated = seen(6, 6, 5, 5).beingUpdated();
        assertThat(SizePlan.next(updated, 5, CEILING)).isEqualTo(new Step.SetQuota(11));
        assertThat(SizePlan.next(seen(11, 11, 5, 5), 5, CEILING)).isEqualTo(new Step.SetQuota(6));
    }

    @Test
    void aCeilingThatFellTakesNothingAway() {
        assertThat(SizePlan.target(seen(6, 6, 5, 5), 5, 3)).isEqualTo(5);
        assertThat(SizePlan.target(seen(6, 6, 5, 5), 9, 3)).isEqualTo(5);
    }

    @Test
    void thoseThatStartGoFirstThenThoseWithTheLeastInFlight() {
        Seen seen =
                new Seen(
                        OptionalInt.of(5),
                        OptionalInt.of(5),
                        OptionalInt.of(4),
                        false,
                        List.of(
                                ready("busy", 7),
                                ready("idle", 0),
                                ready("calm", 1),
                                new Pod("new", Pod.State.STARTING, 0, false)));
        assertThat(SizePlan.next(seen, 2, CEILING))
                .isEqualTo(new Step.Mark(List.of("idle", "new")));
        Seen marked = seen.marking(List.of("idle", "new"), true);
        assertThat(SizePlan.next(marked, 2, CEILING)).isEqualTo(new Step.Scale(2));
        assertThat(SizePlan.next(marked, 4, CEILING))
                .isEqualTo(new Step.Unmark(List.of("idle", "new")));
    }

    /**
     * The cluster's own controllers and ours take turns at random; ours dies before or after any
     * write, and wants something else at any time.
     */
    @Test
    void noPodIsEverRefusedAndEveryPlanArrives() {
        long seed = 20261127;
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        for (int plan = 0; plan < PLANS; plan++) {
            Cluster cluster = new Cluster(random);
            int wanted = random.nextInt(25);
            for (int turn = 0; turn < 60; turn++) {
                if (random.nextInt(8) == 0) {
                    wanted = random.nextInt(25);
                }
                cluster.somethingHappens(wanted);
            }
            assertThat(cluster.refused).as("refused, seed %d, plan %d", seed, plan).isZero();
            assertThat(cluster.highestQuota)
                    .as("quota, seed %d, plan %d", seed, plan)
                    .isLessThanOrEqualTo(CEILING);
            cluster.settle(wanted);
            int size = Math.min(wanted, CEILING - SizePlan.SURGE);
            assertThat(cluster.replicas)
                    .as("replicas, seed %d, plan %d", seed, plan)
                    .isEqualTo(size);
            assertThat(cluster.pods).hasSize(size).noneMatch(Pod::marked);
            assertThat(cluster.quota).isEqualTo(size + SizePlan.SURGE);
        }
    }

    /** Quota, admission, Deployment, kubelet. */
    private static final class Cluster {
        private final RandomGenerator random;
        private final List<Pod> pods = new ArrayList<>();
        private int quota;
        private int admitted;
        private int replicas;
        private int highestQuota;
        private int refused;
        private int named;

        Cluster(RandomGenerator random) {
            this.random = random;
            this.replicas = random.nextInt(CEILING);
            for (int i = 0; i < replicas; i++) {
                pods.add(ready("pod-" + named++, random.nextInt(5)));
            }
            this.quota = replicas + SizePlan.SURGE;
            this.admitted = quota;
        }

        void somethingHappens(int wanted) {
            switch (random.nextInt(6)) {
                case 0 -> admitted = quota;
                case 1 -> createOne();
                case 2 -> endOne();
                case 3 -> pods.replaceAll(pod -> isStarting(pod) ? ready(pod.name(), 0) : pod);
                case 4 -> removeOne();
                default -> {
                    Step step = SizePlan.next(seen(), wanted, CEILING);
                    // Half of the time ours dies between its decision and the write.
                    if (random.nextBoolean()) {
                        write(step);
                    }
                }
            }
        }

        void settle(int wanted) {
            for (int i = 0; i < 200 && !isSettled(wanted); i++) {
                admitted = quota;
                createOne();
                removeOne();
                endOne();
                pods.replaceAll(pod -> isStarting(pod) ? ready(pod.name(), 0) : pod);
                write(SizePlan.next(seen(), wanted, CEILING));
            }
        }

        private boolean isSettled(int wanted) {
            return pods.size() == replicas
                    && active() == replicas
                    && SizePlan.next(seen(), wanted, CEILING) instanceof Step.Done;
        }

        private Seen seen() {
            return new Seen(
                    OptionalInt.of(quota),
                    OptionalInt.of(admitted),
                    OptionalInt.of(replicas),
                    false,
                    pods);
        }

        private void write(Step step) {
            switch (step) {
                case Step.SetQuota(int number) -> {
                    quota = number;
                    highestQuota = Math.max(highestQuota, number);
                }
                case Step.Scale(int number) -> replicas = number;
                case Step.Mark(var names) -> mark(names, true);
                case Step.Unmark(var names) -> mark(names, false);
                case Step.AwaitQuota _, Step.Done _ -> {}
            }
        }

        private void mark(List<String> names, boolean marked) {
            List<Pod> after = seen().marking(names, marked).pods();
            pods.clear();
            pods.addAll(after);
        }

        private void createOne() {
            if (active() >= replicas) {
                return;
            }
            if (pods.size() >= admitted) {
                refused++;
                return;
            }
            pods.add(new Pod("pod-" + named++, Pod.State.STARTING, 0, false));
        }

        private void removeOne() {
            if (active() <= replicas) {
                return;
            }
            pods.stream()
                    .filter(pod -> pod.state() != Pod.State.TERMINATING)
                    .min(
                            Comparator.comparing(Pod::state)
                                    .thenComparing(pod -> !pod.marked())
                                    .thenComparing(Pod::name))
                    .ifPresent(pod -> pods.set(pods.indexOf(pod), terminating(pod.name())));
        }

        private void endOne() {
            pods.stream()
                    .filter(pod -> pod.state() == Pod.State.TERMINATING)
                    .findFirst()
                    .ifPresent(pods::remove);
        }

        private long active() {
            return pods.stream().filter(pod -> pod.state() != Pod.State.TERMINATING).count();
        }

        private static boolean isStarting(Pod pod) {
            return pod.state() == Pod.State.STARTING;
        }
    }

    private static Seen seen(int quota, int admitted, int replicas, int pods) {
        List<Pod> there = new ArrayList<>();
        for (int i = 0; i < pods; i++) {
            there.add(ready("pod-" + i, 0));
        }
        return new Seen(
                OptionalInt.of(quota),
                OptionalInt.of(admitted),
                OptionalInt.of(replicas),
                false,
                there);
    }

    private static Pod ready(String name, int inFlight) {
        return new Pod(name, Pod.State.READY, inFlight, false);
    }

    private static Pod terminating(String name) {
        return new Pod(name, Pod.State.TERMINATING, 0, false);
    }
}

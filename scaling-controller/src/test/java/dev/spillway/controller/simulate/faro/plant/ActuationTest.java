package dev.spillway.controller.simulate.faro.plant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.controller.recommend.WorkerView;
import dev.spillway.controller.simulate.EventQueue;
import dev.spillway.controller.simulate.faro.control.Change;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.List;

/** Two tenants on a node of six CPUs, one replica each to begin with. */
final class ActuationTest {

    private static final int A = 0;
    private static final int B = 1;

    private final EventQueue events = new EventQueue();
    private final PodSetting setting = PodSetting.of(6);
    private final Pods pods = new Pods(setting, 2, events, new Unheard());

    @BeforeEach
    void begin() {
        pods.begin(A, 1);
        pods.begin(B, 1);
    }

    @Test
    void aNewPodTakes35SecondsAndAnIdleOne3() {
        Actuation ledger = ledger();

        at(10, ledger, new Change.By(A, 1));
        at(50, ledger, new Change.By(A, -1));
        at(60, ledger, new Change.By(A, 1));

        assertThat(changesUntil(120)).containsExactly("45: a=2", "50: a=1", "63: a=2");
    }

    @Test
    void aChangeIsLostWhileTheOneBeforeIsUnderWayAndKeptWhileItHasTries() {
        Actuation ledger = ledger();

        at(10, ledger, new Change.By(A, 1), new Change.By(B, 1));
        at(40, ledger, new Change.By(A, 1), new Change.To(B, 3, 3));
        at(50, ledger);

        assertThat(ledger.desired(A)).isEqualTo(2);
        assertThat(ledger.desired(B)).isEqualTo(3);
        assertThat(changesUntil(120)).containsExactly("45: a=2", "45: b=2", "85: b=3");
    }

    @Test
    void aStartThatEndsInTheInstantOfADecisionIsStillUnderWay() {
        Actuation ledger = ledger();

        at(15, ledger, new Change.By(A, 1));
        at(50, ledger, new Change.By(A, 1));
        at(51, ledger, new Change.By(A, 1));

        assertThat(changesUntil(120)).containsExactly("50: a=2", "86: a=3");
    }

    @Test
    void aScaleOutGetsWhatIsLeftAfterTheScaleIns() {
        Actuation ledger = ledger();
        at(10, ledger, new Change.To(A, 5));

        at(60, ledger, new Change.To(B, 9), new Change.By(A, -2));

        assertThat(ledger.desired(A)).isEqualTo(3);
        assertThat(ledger.desired(B)).isEqualTo(3);
    }

    @Test
    void aStoppedReplicasPodKeepsItsCpuUntilItWasIdleFor30Seconds() {
        Actuation ledger = ledger();
        at(10, ledger, new Change.To(A, 5));

        at(60, ledger, new Change.By(A, -1), new Change.By(B, 1));

        assertThat(pods.freeCpus()).isZero();
        assertThat(pods.idle(A)).isEqualTo(1);
        assertThat(pods.workers(B))
                .anySatisfy(
                        worker -> {
                            assertThat(worker.state()).isEqualTo(WorkerView.State.STARTING);
                            assertThat(worker.ready()).isEmpty();
                        });
        assertThat(changesUntil(200)).containsExactly("45: a=5", "60: a=4", "125: b=2");
    }

    @Test
    void directChangesRunSideBySide() {
        Actuation direct = new DirectActuation(pods, 2, 1);

        at(10, direct, new Change.To(A, 2));
        at(11, direct, new Change.To(A, 4));

        assertThat(changesUntil(120)).containsExactly("45: a=2", "46: a=4");
    }

    @Test
    void aDirectScaleInGivesUpStartsFirstAndTheirPodsAreIdleWhenTheyAreUp() {
        Actuation direct = new DirectActuation(pods, 2, 1);

        at(10, direct, new Change.To(A, 3));
        at(20, direct, new Change.To(A, 2));
        at(30, direct, new Change.To(A, 3));
        at(40, direct, new Change.To(A, 2));
        at(50, direct, new Change.To(A, 3));

        assertThat(changesUntil(120)).containsExactly("45: a=2", "53: a=3");
    }

    private Actuation ledger() {
        return new LedgerActuation(pods, events, setting, 2, 1);
    }

    private void at(int seconds, Actuation actuation, Change... changes) {
        events.at(seconds * 1_000_000_000L, Rank.DECIDE, () -> actuation.apply(List.of(changes)));
        events.runUntil(seconds * 1_000_000_000L);
    }

    private List<String> changesUntil(int seconds) {
        events.runUntil(seconds * 1_000_000_000L);
        return pods.log().replicaChanges().stream()
                .filter(entry -> entry.atNanos() > 0)
                .map(
                        entry ->
                                "%d: %s=%d"
                                        .formatted(
                                                entry.atNanos() / 1_000_000_000,
                                                entry.tenant() == A ? "a" : "b",
                                                entry.replicas()))
                .toList();
    }

    private static final class Unheard implements Pods.Listener {

        @Override
        public void added(int tenant, long atNanos) {}

        @Override
        public void removed(int tenant, long atNanos) {}
    }
}

package dev.spillway.router.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.fairqueue.RequestId;
import dev.spillway.fairqueue.TenantId;
import dev.spillway.fairqueue.admission.Reply;
import dev.spillway.fairqueue.admission.RouterId;
import dev.spillway.fairqueue.admission.Submission;

import org.junit.jupiter.api.Test;

import java.time.Duration;

class PendingTest {
    private static final RequestId ID = new RequestId("r-1");
    private static final TenantId BAKERY = new TenantId("bakery");

    private final Pending pending = new Pending();
    private final Waiter first = new Waiter();
    private final Waiter second = new Waiter();

    @Test
    void handsAReplyToAllWhoWait() throws InterruptedException {
        add(first);
        add(second);

        assertThat(pending.deliver(reply(BAKERY))).isTrue();

        assertThat(first.await(0)).isEqualTo(new Waiter.Event.Arrived(reply(BAKERY)));
        assertThat(second.await(0)).isEqualTo(new Waiter.Event.Arrived(reply(BAKERY)));
    }

    @Test
    void handsAnotherTenantsReplyToNobody() throws InterruptedException {
        add(first);

        assertThat(pending.deliver(reply(new TenantId("media")))).isFalse();

        assertThat(first.await(0)).isNull();
    }

    @Test
    void knowsTheLastWhoWaits() {
        add(first);
        add(second);

        assertThat(pending.remove(ID, first)).isFalse();
        assertThat(pending.isEmpty()).isFalse();
        assertThat(pending.remove(ID, second)).isTrue();
        assertThat(pending.isEmpty()).isTrue();
    }

    @Test
    void remembersWhatTheStoreForgot() {
        add(first);

        pending.markAllLost();
        assertThat(pending.lost()).hasSize(1);
        pending.markFound(ID);
        assertThat(pending.lost()).isEmpty();
    }

    private void add(Waiter waiter) {
        pending.add(
                new Submission(ID, BAKERY, new RouterId("router-1"), "{}", Duration.ofSeconds(1)),
                0,
                waiter);
    }

    private static Reply reply(TenantId tenant) {
        return new Reply(
                ID, tenant, Reply.Status.ANSWERED, 1, 0, "{}", Duration.ZERO, Duration.ZERO);
    }
}

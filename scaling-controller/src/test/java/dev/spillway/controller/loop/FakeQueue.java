package dev.spillway.controller.loop;

import dev.spillway.fairqueue.Domain;
import dev.spillway.fairqueue.QueueUnavailableException;
import dev.spillway.fairqueue.TenantId;
import dev.spillway.fairqueue.control.Control;
import dev.spillway.fairqueue.control.DomainPolicy;
import dev.spillway.fairqueue.control.DomainStats;
import dev.spillway.fairqueue.control.Tally;
import dev.spillway.fairqueue.control.TenantPolicy;
import dev.spillway.fairqueue.control.TenantStats;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/** A queue that shows whatever a test says. */
final class FakeQueue implements Control {

    final Map<TenantId, TenantPolicy> tenants = new TreeMap<>();
    long waiting;
    long inFlight;
    long arrived;
    Duration oldestAge = Duration.ZERO;
    String epoch = "1";
    boolean down;
    int configured;

    @Override
    public void configure(DomainPolicy policy) {
        configured++;
    }

    @Override
    public void configure(TenantId tenant, TenantPolicy policy) {
        tenants.put(tenant, policy);
    }

    @Override
    public void remove(TenantId tenant) {
        tenants.remove(tenant);
    }

    void lose() {
        tenants.clear();
        waiting = 0;
        inFlight = 0;
        epoch += "1";
    }

    @Override
    public DomainStats stats() {
        if (down) {
            throw new QueueUnavailableException("down", new IllegalStateException());
        }
        boolean[] first = {true};
        return new DomainStats(
                new Domain("shared"),
                epoch,
                Instant.EPOCH,
                Map.of(),
                Map.of(),
                tenants.keySet().stream()
                        .map(
                                tenant -> {
                                    long share = first[0] ? 1 : 0;
                                    first[0] = false;
                                    return new TenantStats(
                                            tenant,
                                            waiting * share,
                                            inFlight * share,
                                            oldestAge,
                                            Duration.ofMillis(200),
                                            Duration.ofMillis(50),
                                            Duration.ZERO,
                                            Map.of(
                                                    Tally.ACCEPTED,
                                                    arrived,
                                                    Tally.REJECTED_QUEUE,
                                                    arrived / 10,
                                                    Tally.RETRIED,
                                                    7L));
                                })
                        .toList());
    }
}

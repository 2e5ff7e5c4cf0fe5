package dev.spillway.fairqueue.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.spillway.fairqueue.Domain;
import dev.spillway.fairqueue.FairQueue;
import dev.spillway.fairqueue.RequestId;
import dev.spillway.fairqueue.TenantId;
import dev.spillway.fairqueue.admission.CancelOutcome;
import dev.spillway.fairqueue.admission.EnqueueOutcome;
import dev.spillway.fairqueue.admission.Reply;
import dev.spillway.fairqueue.admission.RouterId;
import dev.spillway.fairqueue.admission.Submission;
import dev.spillway.fairqueue.control.DomainPolicy;
import dev.spillway.fairqueue.control.DomainStats;
import dev.spillway.fairqueue.control.TenantPolicy;
import dev.spillway.fairqueue.work.Claim;
import dev.spillway.fairqueue.work.ClaimRequest;
import dev.spillway.fairqueue.work.Completion;
import dev.spillway.fairqueue.work.Lease;
import dev.spillway.fairqueue.work.LeaseOutcome;
import dev.spillway.fairqueue.work.Wake;
import dev.spillway.fairqueue.work.WorkerId;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * The queue of one domain in Redis. Each operation is one function call; {@link Wire} reads what
 * comes back.
 */
final class RedisFairQueue implements FairQueue {

    private static final byte[] ONE_KEY = {'1'};

    private final Domain domain;
    private final String prefix;
    private final FunctionLibrary functions;
    private final ListPops pops;
    private final LongSupplier nowMillis;

    /**
     * @param nowMillis the time given to the functions; 0 lets them read the server's clock
     */
    RedisFairQueue(
            Domain domain, FunctionLibrary functions, ListPops pops, LongSupplier nowMillis) {
        this.domain = domain;
        this.prefix = "spw:{" + domain.name() + "}:";
        this.functions = functions;
        this.pops = pops;
        this.nowMillis = nowMillis;
    }

    @Override
    public Domain domain() {
        return domain;
    }

    @Override
    public EnqueueOutcome enqueue(Submission submission) {
        return Wire.enqueueOutcome(
                call(
                        "spw_enqueue_v1",
                        submission.id().value(),
                        submission.tenant().value(),
                        submission.router().value(),
                        submission.payload(),
                        Wire.fingerprint(submission.payload()),
                        String.valueOf(submission.timeout().toMillis())));
    }

    @Override
    public CancelOutcome cancel(RequestId id) {
        return CancelOutcome.valueOf(Wire.text(call("spw_cancel_v1", id.value())));
    }

    @Override
    public List<Reply> takeReplies(RouterId router, int most, Duration patience) {
        return pops.pop(prefix + "rep:" + router.value(), most, patience).stream()
                .map(Wire::reply)
                .toList();
    }

    @Override
    public Wake awaitWork(Duration patience) {
        return pops.pop(prefix + "bell", 1, patience).isEmpty() ? Wake.TIMEOUT : Wake.BELL;
    }

    @Override
    public List<Claim> claim(ClaimRequest request) {
        return Wire.claims(
                request.worker(),
                call(
                        "spw_claim_v1",
                        request.worker().value(),
                        String.valueOf(request.slots()),
                        String.valueOf(request.most()),
                        String.valueOf(request.lease().toMillis())));
    }

    @Override
    public LeaseOutcome publish(Lease lease, int sequence, String body) {
        return outcome(
                call(
                        "spw_publish_v1",
                        lease.id().value(),
                        lease.tenant().value(),
                        lease.worker().value(),
                        String.valueOf(lease.attempt()),
                        String.valueOf(sequence),
                        body));
    }

    @Override
    public LeaseOutcome complete(Completion completion) {
        Lease lease = completion.lease();
        double costMillis = completion.cost().toNanos() / 1e6;
        return outcome(
                call(
                        "spw_complete_v1",
                        lease.id().value(),
                        lease.tenant().value(),
                        lease.worker().value(),
                        String.valueOf(lease.attempt()),
                        completion.result().name(),
                        String.valueOf(costMillis),
                        completion.body()));
    }

    @Override
    public Map<Lease, LeaseOutcome> renew(WorkerId worker, List<Lease> leases, Duration lease) {
        List<String> arguments =
                new ArrayList<>(List.of(worker.value(), String.valueOf(lease.toMillis())));
        for (Lease each : leases) {
            arguments.add(each.id().value());
            arguments.add(each.tenant().value());
            arguments.add(String.valueOf(each.attempt()));
        }
        return outcomes(leases, call("spw_renew_v1", arguments.toArray(String[]::new)));
    }

    @Override
    public Map<Lease, LeaseOutcome> release(List<Lease> leases) {
        List<String> arguments = new ArrayList<>();
        for (Lease each : leases) {
            arguments.add(each.id().value());
            arguments.add(each.tenant().value());
            arguments.add(each.worker().value());
            arguments.add(String.valueOf(each.attempt()));
        }
        return outcomes(leases, call("spw_release_v1", arguments.toArray(String[]::new)));
    }

    @Override
    public void leave(WorkerId worker) {
        call("spw_leave_v1", worker.value());
    }

    @Override
    public void configure(DomainPolicy policy) {
        call(
                "spw_configure_domain_v1",
                policy.fairness().name().toLowerCase(Locale.ROOT),
                String.valueOf(policy.maxWaiting()));
    }

    @Override
    public void configure(TenantId tenant, TenantPolicy policy) {
        call(
                "spw_configure_tenant_v1",
                tenant.value(),
                String.valueOf(policy.weight()),
                String.valueOf(policy.ratePerSecond()),
                String.valueOf(policy.burst()),
                String.valueOf(policy.maxWaiting()),
                String.valueOf(policy.maxInFlight()));
    }

    @Override
    public void remove(TenantId tenant) {
        long waiting;
        do {
            waiting = Wire.number(call("spw_remove_tenant_v1", tenant.value()));
        } while (waiting > 0);
    }

    @Override
    public DomainStats stats() {
        return Wire.stats(domain, call("spw_stats_v1"));
    }

    /** The connections are shared by all domains and closed with {@link RedisQueues}. */
    @Override
    public void close() {}

    private Object call(String function, String... arguments) {
        byte[][] words = new byte[4 + arguments.length][];
        words[0] = bytes(function);
        words[1] = ONE_KEY;
        words[2] = bytes(prefix);
        words[3] = bytes(String.valueOf(nowMillis.getAsLong()));
        for (int i = 0; i < arguments.length; i++) {
            words[4 + i] = bytes(arguments[i]);
        }
        return functions.call(words);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    private static LeaseOutcome outcome(Object answer) {
        return LeaseOutcome.valueOf(Wire.text(answer));
    }

    private static Map<Lease, LeaseOutcome> outcomes(List<Lease> leases, Object answer) {
        List<?> words = (List<?>) answer;
        Map<Lease, LeaseOutcome> outcomes = new LinkedHashMap<>();
        for (int i = 0; i < leases.size(); i++) {
            outcomes.put(leases.get(i), outcome(words.get(i)));
        }
        return outcomes;
    }
}

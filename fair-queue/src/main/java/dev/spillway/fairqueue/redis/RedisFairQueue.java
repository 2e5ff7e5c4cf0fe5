package dev.spillway.fairqueue.redis;

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
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * The queue of one domain in Redis. Each operation is done by a function; {@link Wire} reads what
 * comes back.
 */
final class RedisFairQueue implements FairQueue {

    /** Of an operation that shares its call with no other. */
    private static final int ALONE = Operations.MOST;

    /** More never wait for a router. */
    private static final int MOST_REPLIES = 20_000;

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
        this.prefix = Format.keyPrefix(domain);
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
        return enqueueAll(List.of(submission)).getFirst();
    }

    List<EnqueueOutcome> enqueueAll(List<Submission> submissions) {
        return each(
                "enqueue",
                1,
                submissions,
                Arguments::enqueue,
                (_, words) -> Wire.enqueueOutcome(words));
    }

    @Override
    public CancelOutcome cancel(RequestId id) {
        return CancelOutcome.valueOf(Wire.text(one("cancel", 1, List.of(id.value()))));
    }

    @Override
    public List<Reply> takeReplies(RouterId router, int most, Duration patience) {
        int words = 2 * Math.min(most, MOST_REPLIES);
        return Wire.replies(pops.pop(prefix + "rep:" + router.value(), words, patience));
    }

    @Override
    public Wake awaitWork(Duration patience) {
        return pops.pop(prefix + "bell", 1, patience).isEmpty() ? Wake.TIMEOUT : Wake.BELL;
    }

    @Override
    public List<Claim> claim(ClaimRequest request) {
        List<Claim> claims = new ArrayList<>();
        int wanted;
        List<Claim> given;
        do {
            wanted = Math.min(request.most() - claims.size(), Operations.MOST);
            given = claimAll(List.of(request.withMost(wanted))).getFirst();
            claims.addAll(given);
        } while (given.size() == wanted && claims.size() < request.most());
        return claims;
    }

    /** Each asks for at most {@link Operations#MOST}. */
    List<List<Claim>> claimAll(List<ClaimRequest> requests) {
        int load = requests.stream().mapToInt(ClaimRequest::most).max().orElse(0);
        return each(
                "claim",
                Math.max(1, load),
                requests,
                Arguments::claim,
                (request, words) -> Wire.claims(request.worker(), words));
    }

    @Override
    public LeaseOutcome publish(Lease lease, int sequence, String body) {
        return Wire.leaseOutcome(one("publish", 1, Arguments.publish(lease, sequence, body)));
    }

    @Override
    public LeaseOutcome complete(Completion completion) {
        return completeAll(List.of(completion)).getFirst();
    }

    List<LeaseOutcome> completeAll(List<Completion> completions) {
        return each(
                "complete",
                1,
                completions,
                Arguments::complete,
                (_, word) -> Wire.leaseOutcome(word));
    }

    @Override
    public Map<Lease, LeaseOutcome> renew(WorkerId worker, List<Lease> leases, Duration lease) {
        long millis = lease.toMillis();
        if (leases.isEmpty()) {
            one("renew", 1, Arguments.renewNothing(worker, millis));
        }
        return byLease("renew", leases, held -> Arguments.renew(worker, millis, held));
    }

    @Override
    public Map<Lease, LeaseOutcome> release(List<Lease> leases) {
        return byLease("release", leases, Arguments::release);
    }

    @Override
    public void leave(WorkerId worker) {
        one("leave", 1, List.of(worker.value()));
    }

    @Override
    public void configure(DomainPolicy policy) {
        one("configure_domain", ALONE, Arguments.configure(policy));
    }

    @Override
    public void configure(TenantId tenant, TenantPolicy policy) {
        one("configure_tenant", ALONE, Arguments.configure(tenant, policy));
    }

    @Override
    public void remove(TenantId tenant) {
        long waiting;
        do {
            waiting = Wire.number(one("remove_tenant", ALONE, List.of(tenant.value())));
        } while (waiting > 0);
    }

    @Override
    public DomainStats stats() {
        return Wire.stats(domain, one("stats", ALONE, List.of("")));
    }

    /** The connections are shared by all domains and closed with {@link RedisQueues}. */
    @Override
    public void close() {}

    private Object one(String function, int load, List<String> arguments) {
        return functions.call(Operations.of(target(function), 1, load, arguments)).getFirst();
    }

    private Map<Lease, LeaseOutcome> byLease(
            String function, List<Lease> leases, Function<Lease, List<String>> arguments) {
        Map<Lease, LeaseOutcome> outcomes = new LinkedHashMap<>();
        each(
                function,
                1,
                leases,
                arguments,
                (lease, word) -> outcomes.put(lease, Wire.leaseOutcome(word)));
        return outcomes;
    }

    /** Does an operation of that load with each, as many in one call as it may hold. */
    private <T, R> List<R> each(
            String function,
            int load,
            List<T> subjects,
            Function<T, List<String>> arguments,
            BiFunction<T, Object, R> outcome) {
        List<R> outcomes = new ArrayList<>(subjects.size());
        int most = Operations.MOST / load;
        for (int from = 0; from < subjects.size(); from += most) {
            List<T> some = subjects.subList(from, Math.min(from + most, subjects.size()));
            List<String> all = new ArrayList<>();
            for (T subject : some) {
                all.addAll(arguments.apply(subject));
            }
            List<?> words =
                    functions.call(
                            Operations.of(target(function), some.size(), some.size() * load, all));
            for (int i = 0; i < some.size(); i++) {
                outcomes.add(outcome.apply(some.get(i), words.get(i)));
            }
        }
        return outcomes;
    }

    private Target target(String function) {
        return new Target(Format.function(function), prefix, nowMillis.getAsLong());
    }
}

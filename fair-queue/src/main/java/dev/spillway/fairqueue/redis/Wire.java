package dev.spillway.fairqueue.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.spillway.fairqueue.Domain;
import dev.spillway.fairqueue.RequestId;
import dev.spillway.fairqueue.TenantId;
import dev.spillway.fairqueue.admission.Allowance;
import dev.spillway.fairqueue.admission.EnqueueOutcome;
import dev.spillway.fairqueue.admission.Reply;
import dev.spillway.fairqueue.control.DomainStats;
import dev.spillway.fairqueue.control.Tally;
import dev.spillway.fairqueue.control.TenantStats;
import dev.spillway.fairqueue.work.Claim;
import dev.spillway.fairqueue.work.Lease;
import dev.spillway.fairqueue.work.LeaseOutcome;
import dev.spillway.fairqueue.work.WorkerId;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads what the functions return. Their order is that of {@code spillway-queue.lua}. */
final class Wire {

    private static final Tally[] TALLIES = Tally.values();
    private static final int CLAIM_WORDS = 6;

    private Wire() {}

    static String text(Object word) {
        return new String((byte[]) word, UTF_8);
    }

    static long number(Object word) {
        return word instanceof Long value ? value : Long.parseLong(text(word));
    }

    private static Duration millis(Object word) {
        return Duration.ofMillis(number(word));
    }

    private static Duration micros(Object word) {
        return Duration.of(number(word), ChronoUnit.MICROS);
    }

    private static Instant instant(Object word) {
        return Instant.ofEpochMilli(number(word));
    }

    static LeaseOutcome leaseOutcome(Object word) {
        return LeaseOutcome.valueOf(text(word));
    }

    static EnqueueOutcome enqueueOutcome(Object answer) {
        List<?> words = (List<?>) answer;
        String code = text(words.getFirst());
        return switch (code) {
            case "ACCEPTED" ->
                    new EnqueueOutcome.Accepted(
                            number(words.get(1)), millis(words.get(2)), allowance(words));
            case "ATTACHED" -> new EnqueueOutcome.Attached();
            case "FINISHED" -> new EnqueueOutcome.Finished(reply(words.get(1), words.get(2)));
            case "CONFLICT" -> new EnqueueOutcome.Conflict();
            case "RATE_LIMITED" -> new EnqueueOutcome.RateLimited(millis(words.get(1)));
            case "QUEUE_FULL" ->
                    new EnqueueOutcome.QueueFull(number(words.get(1)), millis(words.get(2)));
            case "INFEASIBLE" ->
                    new EnqueueOutcome.DeadlineInfeasible(
                            millis(words.get(1)), millis(words.get(2)));
            case "SATURATED" -> new EnqueueOutcome.Saturated(millis(words.get(1)));
            case "NO_WORKERS" -> new EnqueueOutcome.NoWorkers();
            case "UNKNOWN_TENANT" -> new EnqueueOutcome.UnknownTenant();
            default -> throw new IllegalStateException("enqueue answered " + code);
        };
    }

    private static Allowance allowance(List<?> words) {
        long remaining = number(words.get(3));
        return remaining < 0 ? Allowance.UNLIMITED : new Allowance(remaining, millis(words.get(4)));
    }

    static Reply reply(Object packedFacts, Object body) {
        String[] facts = text(packedFacts).split(" ", -1);
        return new Reply(
                new RequestId(facts[0]),
                new TenantId(facts[1]),
                Reply.Status.valueOf(facts[2]),
                Integer.parseInt(facts[3]),
                Integer.parseInt(facts[4]),
                text(body),
                Duration.ofMillis(Long.parseLong(facts[5])),
                Duration.ofMillis(Long.parseLong(facts[6])));
    }

    /** Facts and body of each by turns. */
    static List<Reply> replies(List<byte[]> words) {
        List<Reply> replies = new ArrayList<>();
        for (int i = 0; i < words.size(); i += 2) {
            replies.add(reply(words.get(i), words.get(i + 1)));
        }
        return replies;
    }

    static List<Claim> claims(WorkerId worker, Object answer) {
        List<?> words = (List<?>) answer;
        Instant claimedAt = instant(words.getFirst());
        List<Claim> claims = new ArrayList<>();
        for (int i = 1; i < words.size(); i += CLAIM_WORDS) {
            Lease lease =
                    new Lease(
                            new RequestId(text(words.get(i))),
                            new TenantId(text(words.get(i + 1))),
                            worker,
                            Math.toIntExact(number(words.get(i + 2))));
            claims.add(
                    new Claim(
                            lease,
                            text(words.get(i + 5)),
                            instant(words.get(i + 3)),
                            claimedAt,
                            instant(words.get(i + 4))));
        }
        return claims;
    }

    static DomainStats stats(Domain domain, Object answer) {
        List<?> words = (List<?>) answer;
        Map<WorkerId, Integer> slots = new HashMap<>();
        Map<WorkerId, Integer> inFlight = new HashMap<>();
        List<?> workers = (List<?>) words.get(2);
        for (int i = 0; i < workers.size(); i += 3) {
            WorkerId worker = new WorkerId(text(workers.get(i)));
            slots.put(worker, Math.toIntExact(number(workers.get(i + 1))));
            inFlight.put(worker, Math.toIntExact(number(workers.get(i + 2))));
        }
        List<TenantStats> tenants =
                words.stream().skip(3).map(row -> tenantStats((List<?>) row)).toList();
        return new DomainStats(
                domain, text(words.getFirst()), instant(words.get(1)), slots, inFlight, tenants);
    }

    private static TenantStats tenantStats(List<?> row) {
        Map<Tally, Long> tallies = new EnumMap<>(Tally.class);
        for (int i = 0; i < TALLIES.length; i++) {
            tallies.put(TALLIES[i], number(row.get(7 + i)));
        }
        return new TenantStats(
                new TenantId(text(row.getFirst())),
                number(row.get(1)),
                number(row.get(2)),
                millis(row.get(3)),
                micros(row.get(4)),
                micros(row.get(5)),
                millis(row.get(6)),
                tallies);
    }
}

package dev.spillway.fairqueue.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.spillway.fairqueue.TenantId;
import dev.spillway.fairqueue.admission.Submission;
import dev.spillway.fairqueue.control.DomainPolicy;
import dev.spillway.fairqueue.control.TenantPolicy;
import dev.spillway.fairqueue.work.ClaimRequest;
import dev.spillway.fairqueue.work.Completion;
import dev.spillway.fairqueue.work.Lease;
import dev.spillway.fairqueue.work.WorkerId;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/** What the functions are given for each operation, in the order of {@code spillway-queue.lua}. */
final class Arguments {

    private Arguments() {}

    static List<String> enqueue(Submission submission) {
        return List.of(
                submission.id().value(),
                submission.tenant().value(),
                submission.router().value(),
                submission.payload(),
                fingerprint(submission.payload()),
                String.valueOf(submission.timeout().toMillis()));
    }

    /** Tells payloads apart, so that one id cannot stand for two requests. */
    private static String fingerprint(String payload) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(payload.getBytes(UTF_8));
            return HexFormat.of().formatHex(hash, 0, 12);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    static List<String> claim(ClaimRequest request) {
        return List.of(
                request.worker().value(),
                String.valueOf(request.slots()),
                String.valueOf(request.most()),
                String.valueOf(request.lease().toMillis()));
    }

    static List<String> publish(Lease lease, int sequence, String body) {
        return List.of(
                lease.id().value(),
                lease.tenant().value(),
                lease.worker().value(),
                String.valueOf(lease.attempt()),
                String.valueOf(sequence),
                body);
    }

    static List<String> complete(Completion completion) {
        return List.of(
                completion.lease().id().value(),
                completion.lease().tenant().value(),
                completion.lease().worker().value(),
                String.valueOf(completion.lease().attempt()),
                completion.result().name(),
                String.valueOf(completion.cost().toNanos() / 1e6),
                completion.body());
    }

    static List<String> renew(WorkerId worker, long leaseMillis, Lease lease) {
        return List.of(
                worker.value(),
                String.valueOf(leaseMillis),
                lease.id().value(),
                lease.tenant().value(),
                String.valueOf(lease.attempt()));
    }

    /** Only says that the worker lives. */
    static List<String> renewNothing(WorkerId worker, long leaseMillis) {
        return List.of(worker.value(), String.valueOf(leaseMillis), "", "", "");
    }

    static List<String> release(Lease lease) {
        return List.of(
                lease.id().value(),
                lease.tenant().value(),
                lease.worker().value(),
                String.valueOf(lease.attempt()));
    }

    static List<String> configure(DomainPolicy policy) {
        return List.of(
                policy.fairness().name().toLowerCase(Locale.ROOT),
                String.valueOf(policy.maxWaiting()));
    }

    static List<String> configure(TenantId tenant, TenantPolicy policy) {
        return List.of(
                tenant.value(),
                String.valueOf(policy.weight()),
                String.valueOf(policy.ratePerSecond()),
                String.valueOf(policy.burst()),
                String.valueOf(policy.maxWaiting()),
                String.valueOf(policy.maxInFlight()));
    }
}

package dev.spillway.fairqueue.redis;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.spillway.fairqueue.Domain;
import dev.spillway.fairqueue.FairQueue;
import dev.spillway.fairqueue.RequestId;
import dev.spillway.fairqueue.TenantId;
import dev.spillway.fairqueue.admission.EnqueueOutcome;
import dev.spillway.fairqueue.admission.Reply;
import dev.spillway.fairqueue.admission.RouterId;
import dev.spillway.fairqueue.admission.Submission;
import dev.spillway.fairqueue.control.TenantPolicy;
import dev.spillway.fairqueue.work.Claim;
import dev.spillway.fairqueue.work.ClaimRequest;
import dev.spillway.fairqueue.work.Completion;
import dev.spillway.fairqueue.work.WorkerId;

import org.junit.jupiter.api.Test;

import redis.clients.jedis.RedisClient;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** Two versions of the queue on one Redis, as while an upgrade is under way. */
final class VersionsIT {

    private static final Domain DOMAIN = new Domain("versions");
    private static final TenantId TENANT = new TenantId("bank");
    private static final RouterId ROUTER = new RouterId("router-0");
    private static final String NEXT = "spw3:{versions}:";

    private static void cycle(FairQueue queue, String id) {
        queue.configure(TENANT, new TenantPolicy(1, 0, 1, 100, 100));
        ClaimRequest request =
                new ClaimRequest(new WorkerId("worker-0"), 4, 4, Duration.ofSeconds(30));
        queue.claim(request);
        Submission submission =
                new Submission(
                        new RequestId(id), TENANT, ROUTER, "question", Duration.ofSeconds(30));
        assertThat(queue.enqueue(submission)).isInstanceOf(EnqueueOutcome.Accepted.class);
        Claim claim = queue.claim(request).getFirst();
        queue.complete(
                new Completion(
                        claim.lease(), Completion.Result.ANSWERED, "answer", Duration.ofMillis(5)));
        assertThat(queue.takeReplies(ROUTER, 10, Duration.ZERO))
                .extracting(Reply::body)
                .containsExactly("answer");
    }

    private static Map<String, List<Byte>> bytes(RedisClient redis, String keys) {
        Map<String, List<Byte>> dumps = new TreeMap<>();
        for (String key : redis.keys(keys)) {
            byte[] dump = redis.dump(key);
            dumps.put(key, IntStream.range(0, dump.length).mapToObj(i -> dump[i]).toList());
        }
        return dumps;
    }

    private static Object nextVersion(RedisClient redis, String function, String... arguments) {
        List<String> all = new ArrayList<>(List.of("0"));
        all.addAll(List.of(arguments));
        return redis.fcall("spw_" + function + "_v3", List.of(NEXT), all);
    }

    private static String codeOfTheNextVersion() throws IOException {
        try (InputStream in = VersionsIT.class.getResourceAsStream("spillway-queue.lua")) {
            assertThat(in).isNotNull();
            return new String(in.readAllBytes(), UTF_8)
                    .replace("spillway_queue_v2", "spillway_queue_v3")
                    .replace("local FORMAT = 2 ", "local FORMAT = 3 ");
        }
    }

    @Test
    void leavesTheDataOfTheVersionBeforeAlone() {
        try (EmbeddedRedis redis = EmbeddedRedis.start();
                RedisQueues queues = redis.connect();
                RedisClient client = RedisClient.create("127.0.0.1", redis.port())) {
            client.set("spw:{versions}:d", "records of the first format");
            client.set("spw:{versions}:a:bank", "its tenant");
            client.hset("spw:{versions}:r:1", Map.of("h", "header", "p", "payload"));
            client.zadd("spw:{versions}:q:bank", 1, "1");
            client.zadd("spw:{versions}:due", 1, "1");
            client.rpush("spw:{versions}:rep:router-0", "a reply in one piece");
            Map<String, List<Byte>> before = bytes(client, "spw:*");
            FairQueue queue = queues.queue(DOMAIN);
            cycle(queue, "1");
            queue.remove(TENANT);

            assertThat(before).hasSize(6);
            assertThat(bytes(client, "spw:*")).isEqualTo(before);
        }
    }

    @Test
    void runsBesideTheNextVersion() throws IOException {
        try (EmbeddedRedis redis = EmbeddedRedis.start();
                RedisQueues queues = redis.connect();
                RedisClient client = RedisClient.create("127.0.0.1", redis.port())) {
            FairQueue queue = queues.queue(DOMAIN);
            cycle(queue, "1");
            client.functionLoadReplace(codeOfTheNextVersion());
            nextVersion(client, "configure_tenant", "bank", "1", "0", "1", "100", "100");
            nextVersion(client, "claim", "worker-0", "4", "0", "30000");
            String print = "0123456789abcdef01234567";
            nextVersion(client, "enqueue", "1", "bank", "router-0", "next", print, "30000");
            Map<String, List<Byte>> next = bytes(client, "spw3:*");
            cycle(queue, "2");
            queue.remove(TENANT);

            assertThat(next).hasSizeGreaterThan(6);
            assertThat(bytes(client, "spw3:*")).isEqualTo(next);
            assertThat(nextVersion(client, "cancel", "1")).isEqualTo(List.of("REMOVED"));
        }
    }
}

package dev.spillway.fairqueue.redis;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.spillway.fairqueue.Domain;
import dev.spillway.fairqueue.redis.Records.AccountRecord;
import dev.spillway.fairqueue.redis.Records.DomainRecord;
import dev.spillway.fairqueue.redis.Records.RequestRecord;

import redis.clients.jedis.AbstractPipeline;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.Response;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Reads every key of a domain and holds each counter and index to what the requests say. */
final class FullScan {

    private final RedisClient redis;
    private final String prefix;
    private final DomainRecord domain;
    private final Map<String, RequestRecord> requests = new TreeMap<>();
    private final Map<String, AccountRecord> accounts = new TreeMap<>();
    private final Map<String, Response<Long>> lifetimes = new HashMap<>();

    FullScan(RedisClient redis, String domainName) {
        this.redis = redis;
        this.prefix = Format.keyPrefix(new Domain(domainName));
        byte[] packed = redis.get(bytes(prefix + "d"));
        this.domain = Records.domain(packed == null ? new byte[88] : packed);
        Map<String, Response<byte[]>> packedRequests = new TreeMap<>();
        Map<String, Response<byte[]>> packedAccounts = new TreeMap<>();
        try (AbstractPipeline pipeline = redis.pipelined()) {
            for (String key : redis.keys(prefix.replace("{", "[{]") + "[ra]:*")) {
                String name = key.substring(prefix.length() + 2);
                if (key.startsWith(prefix + "r:")) {
                    packedRequests.put(name, pipeline.get(bytes(key)));
                    lifetimes.put(name, pipeline.ttl(key));
                } else {
                    packedAccounts.put(name, pipeline.get(bytes(key)));
                }
            }
        }
        packedRequests.forEach((id, record) -> requests.put(id, Records.request(record.get())));
        packedAccounts.forEach((name, record) -> accounts.put(name, Records.account(record.get())));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    void check() {
        accounts.forEach(this::checkTenant);
        assertThat(domain.waiting()).as("waiting").isEqualTo(count(RequestRecord::isQueued));
        assertThat(domain.flight()).as("in flight").isEqualTo(count(RequestRecord::isFlying));
        double busy =
                accounts.values().stream()
                        .filter(account -> account.waiting() + account.flight() > 0)
                        .mapToDouble(AccountRecord::weight)
                        .sum();
        assertThat(domain.busy()).as("weight of busy tenants").isEqualTo(busy);
        checkDue();
        checkWorkers();
    }

    private void checkTenant(String name, AccountRecord account) {
        Predicate<RequestRecord> own = request -> request.tenant().equals(name);
        long waiting = count(own.and(RequestRecord::isQueued));
        long flight = count(own.and(RequestRecord::isFlying));
        assertThat(account.waiting()).as("%s waiting", name).isEqualTo(waiting);
        assertThat(redis.zcard(prefix + "q:" + name)).as("%s queue", name).isEqualTo(waiting);
        assertThat(account.flight()).as("%s in flight", name).isEqualTo(flight);
        Map<String, String> tallies = redis.hgetAll(prefix + "n:" + name);
        double terminal =
                List.of("FAILED", "EXPIRED", "CANCELLED", "DEAD").stream()
                        .mapToLong(tally -> Long.parseLong(tallies.getOrDefault(tally, "0")))
                        .sum();
        assertThat(account.accepted())
                .as("%s accepted = terminal + waiting + in flight", name)
                .isEqualTo(terminal + account.answered() + waiting + flight);
        checkIndex(name, account);
    }

    private void checkIndex(String name, AccountRecord account) {
        Double tag = redis.zscore(prefix + "act", name);
        if (account.waiting() == 0) {
            assertThat(tag).as("%s is not in the index", name).isNull();
        } else if (domain.fifo() == 0) {
            assertThat(tag).as("%s start tag", name).isEqualTo(account.startTag());
        } else {
            assertThat(tag)
                    .as("%s oldest", name)
                    .isEqualTo(
                            redis.zrangeWithScores(prefix + "q:" + name, 0, 0)
                                    .getFirst()
                                    .getScore());
        }
    }

    private void checkDue() {
        Map<String, Double> due = new TreeMap<>();
        redis.zrangeWithScores(prefix + "due", 0, -1)
                .forEach(entry -> due.put(entry.getElement(), entry.getScore()));
        due.remove("-".repeat(65));
        requests.forEach(
                (id, request) -> {
                    if (request.isQueued()) {
                        assertThat(due.get(id)).as("due of %s", id).isEqualTo(request.deadline());
                    } else if (!request.isFlying()) {
                        assertThat(lifetimes.get(id))
                                .as("%s is forgotten some day", id)
                                .isNotNull()
                                .satisfies(ttl -> assertThat(ttl.get()).isPositive());
                    }
                });
        assertThat(due.keySet())
                .as("what has a deadline or a lease")
                .isEqualTo(
                        requests.entrySet().stream()
                                .filter(e -> e.getValue().isQueued() || e.getValue().isFlying())
                                .map(Map.Entry::getKey)
                                .collect(Collectors.toSet()));
        assertThat(due.values()).as("next due").allMatch(at -> domain.due() <= at);
    }

    private void checkWorkers() {
        Map<String, String> workers = redis.hgetAll(prefix + "w");
        double slots = 0;
        for (String worker : redis.zrange(prefix + "wk", 0, -1)) {
            slots += Double.parseDouble(workers.getOrDefault("s:" + worker, "NaN"));
        }
        assertThat(domain.slots()).as("slots").isEqualTo(slots);
        Map<String, Long> held =
                requests.values().stream()
                        .filter(RequestRecord::isFlying)
                        .collect(
                                Collectors.groupingBy(
                                        RequestRecord::worker, Collectors.counting()));
        workers.forEach(
                (field, value) -> {
                    if (field.startsWith("f:")) {
                        assertThat(Long.parseLong(value))
                                .as("%s in flight", field)
                                .isEqualTo(held.getOrDefault(field.substring(2), 0L));
                    }
                });
    }

    private long count(Predicate<RequestRecord> which) {
        return requests.values().stream().filter(which).count();
    }
}

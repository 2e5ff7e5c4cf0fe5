package dev.spillway.fairqueue.redis;

import static org.assertj.core.api.Assertions.assertThat;

import redis.clients.jedis.AbstractPipeline;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.Response;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Reads every key of a domain and holds each counter and index to what the requests say. */
final class FullScan {

    private final RedisClient redis;
    private final String prefix;
    private final Map<String, Map<String, String>> requests = new TreeMap<>();
    private final Map<String, Map<String, String>> tenants = new TreeMap<>();
    private final Map<String, Response<Long>> lifetimes = new HashMap<>();

    FullScan(RedisClient redis, String domain) {
        this.redis = redis;
        this.prefix = "spw:{" + domain + "}:";
        Map<String, Response<Map<String, String>>> hashes = new TreeMap<>();
        try (AbstractPipeline pipeline = redis.pipelined()) {
            for (String key : redis.keys("spw:[{]" + domain + "}:[rt]:*")) {
                hashes.put(key.substring(prefix.length()), pipeline.hgetAll(key));
                lifetimes.put(key.substring(prefix.length()), pipeline.ttl(key));
            }
        }
        hashes.forEach(
                (name, hash) ->
                        (name.startsWith("r:") ? requests : tenants)
                                .put(name.substring(2), hash.get()));
    }

    void check() {
        Map<String, String> domain = redis.hgetAll(prefix + "g");
        tenants.keySet().forEach(tenant -> checkTenant(tenant, domain));
        assertThat(number(domain, "waiting")).as("waiting").isEqualTo(count("Q"));
        assertThat(number(domain, "flight")).as("in flight").isEqualTo(count("R"));
        assertThat(number(domain, "busy")).as("weight of busy tenants").isEqualTo(busyWeight());
        checkDue(domain);
        checkWorkers(domain);
    }

    private void checkTenant(String name, Map<String, String> domain) {
        Map<String, String> tenant = tenants.getOrDefault(name, Map.of());
        long waiting = count("Q", name);
        assertThat(number(tenant, "waiting")).as("%s waiting", name).isEqualTo(waiting);
        assertThat(redis.zcard(prefix + "q:" + name)).as("%s queue", name).isEqualTo(waiting);
        assertThat(number(tenant, "flight")).as("%s flight", name).isEqualTo(count("R", name));
        long terminal =
                List.of("ANSWERED", "FAILED", "EXPIRED", "CANCELLED", "DEAD").stream()
                        .mapToLong(tally -> number(tenant, tally))
                        .sum();
        assertThat(number(tenant, "ACCEPTED"))
                .as("%s accepted = terminal + waiting + in flight", name)
                .isEqualTo(terminal + waiting + count("R", name));
        Double tag = redis.zscore(prefix + "act", name);
        if (waiting == 0) {
            assertThat(tag).as("%s is not in the index", name).isNull();
        } else if (number(domain, "fifo") == 0) {
            assertThat(tag)
                    .as("%s start tag", name)
                    .isEqualTo(Double.valueOf(tenant.getOrDefault("vf", "NaN")));
        } else {
            assertThat(tag)
                    .as("%s oldest", name)
                    .isEqualTo(
                            redis.zrangeWithScores(prefix + "q:" + name, 0, 0)
                                    .getFirst()
                                    .getScore());
        }
    }

    private void checkDue(Map<String, String> domain) {
        Map<String, Double> due = new HashMap<>();
        redis.zrangeWithScores(prefix + "due", 0, -1)
                .forEach(entry -> due.put(entry.getElement(), entry.getScore()));
        Set<String> open = new HashSet<>();
        requests.forEach(
                (id, request) -> {
                    if (isOpen(request)) {
                        open.add(id);
                    } else {
                        assertThat(lifetimes.get("r:" + id))
                                .as("%s is forgotten some day", id)
                                .isNotNull()
                                .satisfies(lifetime -> assertThat(lifetime.get()).isPositive());
                    }
                });
        assertThat(due.keySet()).as("what has a deadline or a lease").isEqualTo(open);
        due.values()
                .forEach(
                        at ->
                                assertThat(number(domain, "due"))
                                        .as("next due")
                                        .isLessThanOrEqualTo(at.longValue()));
    }

    private void checkWorkers(Map<String, String> domain) {
        Map<String, String> workers = redis.hgetAll(prefix + "w");
        long slots = 0;
        for (String worker : redis.zrange(prefix + "wk", 0, -1)) {
            slots += number(workers, "s:" + worker);
        }
        assertThat(number(domain, "slots")).as("slots").isEqualTo(slots);
        Map<String, Long> held = new HashMap<>();
        requests.values().stream()
                .filter(request -> "R".equals(request.get("st")))
                .forEach(request -> held.merge(request.getOrDefault("wk", ""), 1L, Long::sum));
        workers.keySet().stream()
                .filter(field -> field.startsWith("f:"))
                .forEach(
                        field ->
                                assertThat(number(workers, field))
                                        .as("%s in flight", field)
                                        .isEqualTo(held.getOrDefault(field.substring(2), 0L)));
    }

    private static boolean isOpen(Map<String, String> request) {
        return "Q".equals(request.get("st")) || "R".equals(request.get("st"));
    }

    private long count(String state) {
        return requests.values().stream().filter(r -> state.equals(r.get("st"))).count();
    }

    private long count(String state, String tenant) {
        return requests.values().stream()
                .filter(r -> state.equals(r.get("st")) && tenant.equals(r.get("tn")))
                .count();
    }

    private long busyWeight() {
        return tenants.values().stream()
                .filter(tenant -> number(tenant, "waiting") + number(tenant, "flight") > 0)
                .mapToLong(tenant -> number(tenant, "weight"))
                .sum();
    }

    private static long number(Map<String, String> hash, String field) {
        return (long) Double.parseDouble(hash.getOrDefault(field, "0"));
    }
}

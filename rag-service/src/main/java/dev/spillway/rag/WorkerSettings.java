package dev.spillway.rag;

import dev.spillway.fairqueue.Domain;
import dev.spillway.fairqueue.work.WorkerId;

import org.springframework.boot.context.properties.ConfigurationProperties;

import java.time.Duration;

/**
 * What the worker works on.
 *
 * @param pool the pool it belongs to
 * @param id what it is called there; by default pool and process id
 * @param slots requests in flight at most
 * @param lease how long it may be silent before its work goes to another
 * @param drain how long it may finish its work at shutdown
 */
@ConfigurationProperties("rag.worker")
record WorkerSettings(String pool, String id, int slots, Duration lease, Duration drain) {

    private static final int MOST_SLOTS = 1024;

    WorkerSettings {
        if (pool.isEmpty()) {
            throw new IllegalArgumentException(
                    "pool is not set; it must name the pool this worker belongs to");
        }
        named("pool", () -> new Domain(pool));
        String name = id.isEmpty() ? pool + "-" + ProcessHandle.current().pid() : id;
        named("id", () -> new WorkerId(name));
        id = name;
        if (slots < 1 || slots > MOST_SLOTS) {
            throw new IllegalArgumentException(
                    "slots is %d; allowed are 1 to %d".formatted(slots, MOST_SLOTS));
        }
        between("lease", lease, Duration.ofMillis(300), Duration.ofMinutes(5));
        between("drain", drain, Duration.ofMillis(100), Duration.ofMinutes(10));
    }

    private static void named(String component, Runnable check) {
        try {
            check.run();
        } catch (IllegalArgumentException e) {
            String message = String.valueOf(e.getMessage());
            throw new IllegalArgumentException(
                    component + message.substring(message.indexOf(" is ")));
        }
    }

    private static void between(String name, Duration value, Duration least, Duration most) {
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            throw new IllegalArgumentException(
                    "%s is %d ms; allowed are %d to %d ms"
                            .formatted(name, value.toMillis(), least.toMillis(), most.toMillis()));
        }
    }
}

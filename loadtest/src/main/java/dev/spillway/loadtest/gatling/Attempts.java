package dev.spillway.loadtest.gatling;

import static io.gatling.javaapi.core.CoreDsl.StringBody;
import static io.gatling.javaapi.core.CoreDsl.bodyString;
import static io.gatling.javaapi.core.CoreDsl.doWhile;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.pause;
import static io.gatling.javaapi.http.HttpDsl.http;
import static io.gatling.javaapi.http.HttpDsl.status;

import dev.spillway.loadtest.sample.Recorded;
import dev.spillway.loadtest.sample.SampleLog;
import dev.spillway.loadtest.scenario.Schedule;

import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.Session;

import tools.jackson.databind.json.JsonMapper;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One user of one tenant: asks once, and asks again with the same idempotency key when the platform
 * was out of reach or had no room. All attempts are one sample. A 429 is an answer of its kind and
 * is not asked again.
 */
final class Attempts {

    private static final int MOST = 4;
    private static final Duration BETWEEN = Duration.ofMillis(500);
    private static final Pattern ID = Pattern.compile("\"id\"\\s*:\\s*\"([A-Za-z0-9._:-]+)\"");
    private static final JsonMapper JSON = new JsonMapper();

    private final String tenant;
    private final String key;
    private final List<String> bodies;
    private final List<Schedule.Slot> slots;
    private final SampleLog log;
    private final InstantSource clock;
    private final AtomicInteger users = new AtomicInteger();

    Attempts(
            String tenant,
            String key,
            List<String> questions,
            Schedule schedule,
            SampleLog log,
            InstantSource clock) {
        this.tenant = tenant;
        this.key = key;
        this.bodies = questions.stream().map(Attempts::body).toList();
        this.slots = schedule.slots();
        this.log = log;
        this.clock = clock;
    }

    ChainBuilder chain() {
        return exec(this::begin)
                .exec(
                        doWhile(session -> session.getBoolean("again"))
                                .on(
                                        exec(session -> session.remove("status").remove("body"))
                                                .exec(
                                                        http(tenant)
                                                                .post("/v1/query")
                                                                .header(
                                                                        "Authorization",
                                                                        "Bearer " + key)
                                                                .header(
                                                                        "Content-Type",
                                                                        "application/json")
                                                                .header(
                                                                        "Idempotency-Key",
                                                                        "#{idempotencyKey}")
                                                                .body(StringBody("#{question}"))
                                                                .check(
                                                                        status().saveAs("status"),
                                                                        bodyString().saveAs("body"),
                                                                        status().in(200, 429)))
                                                .exec(this::end)
                                                .doIf(session -> session.getBoolean("again"))
                                                .then(pause(BETWEEN))));
    }

    private Session begin(Session session) {
        int user = users.getAndIncrement();
        return session.set("user", user)
                .set("started", clock.instant())
                .set("attempts", 0)
                .set("again", true)
                .set("idempotencyKey", UUID.randomUUID().toString())
                .set("question", bodies.get(user % bodies.size()));
    }

    private Session end(Session session) {
        Instant ended = clock.instant();
        int attempts = session.getInt("attempts") + 1;
        int status = session.contains("status") ? session.getInt("status") : 0;
        boolean again = attempts < MOST && (status == 0 || status == 502 || status == 503);
        if (!again) {
            Schedule.Slot slot = slots.get(session.getInt("user"));
            Instant started = Objects.requireNonNull(session.<Instant>get("started"));
            log.append(
                    new Recorded(
                            tenant,
                            slot.phase(),
                            slot.offsetMillis(),
                            started,
                            ended,
                            status,
                            id(session, status),
                            attempts));
        }
        return session.set("attempts", attempts).set("again", again);
    }

    private static String id(Session session, int status) {
        String body = session.contains("body") ? session.getString("body") : null;
        if (status != 200 || body == null) {
            return "";
        }
        Matcher id = ID.matcher(body);
        return id.find() ? id.group(1) : "";
    }

    private static String body(String question) {
        return JSON.writeValueAsString(Map.of("question", question));
    }
}

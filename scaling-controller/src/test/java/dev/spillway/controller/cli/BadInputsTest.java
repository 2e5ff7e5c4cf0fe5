package dev.spillway.controller.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Every wrong input gets its one line; {@code docs/bad-inputs-controller.md} is this table. */
final class BadInputsTest {

    private static final Path PAGE =
            Path.of(System.getProperty("spillway.root"), "docs", "bad-inputs-controller.md");

    @TempDir private Path folder;

    /**
     * One wrong input.
     *
     * @param title what is wrong
     * @param input a document's spec line, a variable, or arguments
     * @param exitCode what the process ends with
     * @param line what it says
     */
    record BadInput(String title, Kind kind, String input, int exitCode, String line) {
        @Override
        public String toString() {
            return title;
        }
    }

    private enum Kind {
        /** The spec of a tenant, flow style; the document's line 4. */
        TENANT_SPEC,
        /** A whole file. */
        FILE,
        /** A variable for {@code serve}. */
        VARIABLE,
        /** Arguments. */
        ARGUMENTS
    }

    static Stream<BadInput> documents() {
        return Stream.of(
                yaml(
                        "misspelt field",
                        "tierr: free",
                        "t.yaml:4: spec.tierr is not a field; allowed are tier, pool, sla, displayName, residency, limits, corpus, credentials, autoscaling; did you mean 'tier'?"),
                yaml(
                        "unknown tier",
                        "tier: gold",
                        "t.yaml:4: spec.tier is 'gold'; allowed are basic, enterprise, free, premium, standard"),
                yaml(
                        "unknown pool",
                        "pool: shard",
                        "t.yaml:4: spec.pool is 'shard'; allowed are dedicated, shared; did you mean 'shared'?"),
                yaml(
                        "duration without a unit",
                        "sla: {p95Latency: 350}",
                        "t.yaml:4: spec.sla.p95Latency is '350'; allowed are durations from 1ms to 1h, such as 350ms, 15s, 5m, 1h"),
                yaml(
                        "availability above 100",
                        "sla: {availability: 999}",
                        "t.yaml:4: spec.sla.availability is '999'; allowed are numbers from 0 to 100"),
                yaml(
                        "word for a number",
                        "limits: {queueDepth: many}",
                        "t.yaml:4: spec.limits.queueDepth is 'many'; allowed are whole numbers from 1 to 1000000"),
                yaml(
                        "negative rate",
                        "limits: {requestsPerSecond: -1}",
                        "t.yaml:4: spec.limits.requestsPerSecond is '-1'; allowed are numbers from 0 to 1000000"),
                yaml(
                        "minimum above maximum",
                        "autoscaling: {minReplicas: 9, maxReplicas: 3}",
                        "t.yaml:4: spec.autoscaling.minReplicas is 9; it must be at most maxReplicas, which is 3"),
                yaml(
                        "minimum above the tier's maximum",
                        "tier: free, autoscaling: {minReplicas: 9}",
                        "t.yaml:4: spec.autoscaling.minReplicas is 9; it must be at most maxReplicas, which is 5 in tier free"),
                yaml(
                        "guarantee above the maximum",
                        "autoscaling: {maxReplicas: 6, share: {guaranteedReplicas: 7}}",
                        "t.yaml:4: spec.autoscaling.share.guaranteedReplicas is 7; it must be at least minReplicas, which is 3, and at most maxReplicas, which is 6"),
                yaml(
                        "share of the cluster in percent",
                        "autoscaling: {share: {clusterShareRatio: 40}}",
                        "t.yaml:4: spec.autoscaling.share.clusterShareRatio is '40'; allowed are numbers from 0 to 1"),
                yaml(
                        "unknown engine",
                        "autoscaling: {engine: hpaa}",
                        "t.yaml:4: spec.autoscaling.engine is 'hpaa'; allowed are direct, hpa, keda; did you mean 'hpa'?"),
                yaml(
                        "unknown behaviour",
                        "autoscaling: {behavior: fast}",
                        "t.yaml:4: spec.autoscaling.behavior is 'fast'; allowed are aggressive, slo, ml, or a mapping of times"),
                yaml(
                        "unknown policy",
                        "autoscaling: {policy: queue-dept}",
                        "t.yaml:4: spec.autoscaling.policy is 'queue-dept'; allowed are aiad, cpu, deadline, fixed, hpa, keda, kpa, mark, oneshot, queue-depth, trigger; did you mean 'queue-depth'?"),
                yaml(
                        "scaling of a tenant in a shared pool",
                        "pool: shared, autoscaling: {minReplicas: 2}",
                        "t.yaml:4: spec.autoscaling is of no use here: pool shared is shared, and its Pool document says how it scales"),
                yaml(
                        "tenant in another region than its pool",
                        "pool: shared, residency: {region: eu-1}",
                        "t.yaml:4: spec.residency.region is 'eu-1', but pool shared is in 'local'; residency is hard, so both must agree"),
                yaml(
                        "key hash that is none",
                        "credentials: {apiKeys: [{id: a, sha256: abc}]}",
                        "t.yaml:4: spec.credentials.apiKeys[0].sha256 is 'abc'; allowed are the 64 lower-case hexadecimal digits of the key's SHA-256 (`spillway key TENANT` prints them)"),
                yaml(
                        "collection outside its folder",
                        "corpus: {collections: [../secrets]}",
                        "t.yaml:4: spec.corpus.collections has '../secrets'; allowed are 1 to 63 lower-case letters, digits and inner . _ -"),
                yaml(
                        "list where fields belong",
                        "limits: [1, 2]",
                        "t.yaml:4: spec.limits is a list; a mapping of fields is needed"),
                yaml(
                        "the same field twice",
                        "tier: free, tier: premium",
                        "t.yaml:4: spec.tier is there twice"),
                file(
                        "tenant name with capitals",
                        HEAD.formatted("Media") + "spec: {}",
                        "t.yaml:3: metadata.name is 'Media'; allowed are 1 to 63 lower-case letters, digits and inner hyphens (quote a number)"),
                file(
                        "two tenants of one name",
                        HEAD.formatted("acme")
                                + "spec: {}\n---\n"
                                + HEAD.formatted("acme")
                                + "spec: {}",
                        "t.yaml:8: metadata.name is 'acme', and another Tenant has it"),
                file(
                        "dedicated tenant with a pool's name",
                        HEAD.formatted("shared") + "spec: {}",
                        "t.yaml:3: metadata.name is 'shared', and a Pool has it; a tenant with a dedicated pool needs a name of its own"),
                file(
                        "unknown kind",
                        "apiVersion: spillway.dev/v1alpha1\nkind: Team\nmetadata: {name: a}\nspec: {}",
                        "t.yaml:2: kind is 'Team'; allowed are Tier, Pool, Tenant, PrewarmSchedule, PriceBook"),
                schedule(
                        "schedule of an unknown pool",
                        "pool: shard, timeZone: UTC, once: []",
                        "t.yaml:4: spec.pool is 'shard'; allowed are the pools shared; did you mean 'shared'?"),
                schedule(
                        "unknown time zone",
                        "pool: shared, timeZone: Berlin, once: []",
                        "t.yaml:4: spec.timeZone is 'Berlin'; allowed are names such as Europe/Berlin, Asia/Kolkata, UTC"),
                schedule(
                        "schedule without a window",
                        "pool: shared, timeZone: UTC",
                        "t.yaml:4: spec.recurring is missing, and so is once; a schedule needs a window"),
                window(
                        "day that is none",
                        "recurring",
                        "days: [mon], readyBy: \"09:00\", until: \"18:00\", workers: 2",
                        "spec.recurring[0].days has 'mon'; allowed are monday, tuesday, wednesday, thursday, friday, saturday, sunday"),
                window(
                        "time that is none",
                        "recurring",
                        "readyBy: 9am, until: \"18:00\", workers: 2",
                        "spec.recurring[0].readyBy is '9am'; allowed are times such as 09:00"),
                window(
                        "window of no length",
                        "recurring",
                        "readyBy: \"09:00\", until: \"09:00\", workers: 2",
                        "spec.recurring[0].until is '09:00', which is readyBy too; a whole day is from 00:00 until 24:00"),
                window(
                        "calendar that is not there",
                        "recurring",
                        "on: [holidays], readyBy: \"09:00\", until: \"18:00\", workers: 2",
                        "spec.recurring[0].on has 'holidays'; allowed are names of spec.calendars, and there are none"),
                window(
                        "window that ends before it begins",
                        "once",
                        "readyBy: 2026-11-27T09:00, until: 2026-11-26T09:00, workers: 2",
                        "spec.once[0].until is '2026-11-26T09:00'; it must be after readyBy, which is 2026-11-27T09:00"),
                window(
                        "time without a date",
                        "once",
                        "readyBy: \"09:00\", until: 2026-11-26T09:00, workers: 2",
                        "spec.once[0].readyBy is '09:00'; allowed are dates with a time such as 2026-11-27T09:00"),
                window(
                        "floor above the pool's maximum",
                        "once",
                        "readyBy: 2026-11-27T09:00, until: 2026-11-28T09:00, workers: 15, factor: 2",
                        "spec.once[0].workers makes a floor of 30; pool shared has at most 20 workers"),
                window(
                        "unknown preset",
                        "once",
                        "readyBy: 2026-11-27T09:00, until: 2026-11-28T09:00, workers: 2, preset: sale",
                        "spec.once[0].preset is 'sale'; allowed are plain, expected-load, one-week-ahead"),
                window(
                        "window without workers",
                        "once",
                        "readyBy: 2026-11-27T09:00, until: 2026-11-28T09:00",
                        "spec.once[0].workers is missing; only a factor can do without, of the pool's minimum"),
                prices(
                        "currency that is none",
                        "currency: Dollar, pod: {price: 1, per: hour}",
                        "t.yaml:4: spec.currency is 'Dollar'; allowed are ISO 4217 codes such as USD, EUR, INR"),
                prices(
                        "negative price",
                        "currency: USD, pod: {price: -1, per: hour}",
                        "t.yaml:4: spec.pod.price is '-1'; allowed are numbers from 0 to 1000000"),
                prices(
                        "price without a unit",
                        "currency: USD, pod: {price: 1}",
                        "t.yaml:4: spec.pod.per is missing"),
                prices(
                        "discount in percent",
                        "currency: USD, pod: {price: 1, per: hour}, spot: {discountRatio: 70}",
                        "t.yaml:4: spec.spot.discountRatio is '70'; allowed are numbers from 0 to 1"),
                prices(
                        "spot node without a discount",
                        "currency: USD, pod: {price: 1, per: hour}, nodes: [{name: gpu, price: 9, per: hour, spot: true}]",
                        "t.yaml:4: spec.nodes[0].spot is true, but spec.spot gives no discount"),
                file("no spec", HEAD.formatted("acme"), "t.yaml:1: spec is missing"),
                file(
                        "not YAML",
                        "spec: {tier: [free}",
                        "t.yaml:1: is not YAML: expected ',' or ']', but got }"));
    }

    static Stream<BadInput> others() {
        return Stream.of(
                arguments(
                        "missing file", "validate nowhere.yaml", 1, "nowhere.yaml: does not exist"),
                arguments(
                        "no file",
                        "validate",
                        2,
                        "spillway validate: Missing required parameter: 'FILE' (see spillway validate --help)"),
                arguments(
                        "no command",
                        "",
                        2,
                        "spillway: a command is missing; allowed are serve, status, explain, replay, pause, scale, emergency, resume, validate, simulate, doctor, key (see spillway --help)"),
                arguments(
                        "unknown option",
                        "status --wach",
                        2,
                        "spillway status: Unknown option: '--wach' (see spillway status --help)"),
                arguments(
                        "address that is none",
                        "status --url localhost:8090",
                        2,
                        "spillway status: --url is 'localhost:8090'; allowed are URLs that begin with http:// or https:// (see spillway status --help)"),
                arguments(
                        "nobody there",
                        "status --url http://localhost:1",
                        1,
                        "spillway status: no controller answers at http://localhost:1/api/v1/status; is it running, and is --url right?"),
                arguments(
                        "time that is none",
                        "explain media --at noon",
                        2,
                        "spillway explain: --at is 'noon'; allowed are 02:47, 02:47:13 (the last time it was so, UTC), 2026-01-05T02:47 (UTC) and 2026-01-05T02:47:13+05:30 (see spillway explain --help)"),
                arguments(
                        "nobody there to explain",
                        "explain media --url http://localhost:1",
                        1,
                        "spillway explain: no controller answers at http://localhost:1/api/v1/explain/media; is it running, and is --url right?"),
                arguments(
                        "explanation from a file that is not there",
                        "explain media --file nowhere.jsonl",
                        1,
                        "spillway explain: --file is 'nowhere.jsonl'; allowed is a file that exists"),
                arguments(
                        "replay of a file that is not there",
                        "replay nowhere.jsonl",
                        1,
                        "spillway replay: FILE is 'nowhere.jsonl'; allowed is a file that exists"),
                arguments(
                        "fixed number without a number",
                        "scale media",
                        2,
                        "spillway scale: Missing required option: '--replicas=N' (see spillway scale --help)"),
                arguments(
                        "fixed number that is a word",
                        "scale media --replicas many",
                        2,
                        "spillway scale: Invalid value for option '--replicas': 'many' is not an int (see spillway scale --help)"),
                arguments(
                        "fixed number beyond all pools",
                        "scale media --replicas 1001 --force",
                        2,
                        "spillway scale: replicas is 1001; allowed are whole numbers from 0 to 1000 (see spillway scale --help)"),
                arguments(
                        "order about an impossible pool",
                        "pause Media",
                        2,
                        "spillway pause: tenant is 'Media'; allowed are 1 to 63 lower-case letters, digits and inner hyphens (see spillway pause --help)"),
                arguments(
                        "nobody's order",
                        "resume media --by=",
                        2,
                        "spillway resume: by has 0 characters; allowed are 1 to 64 (see spillway resume --help)"),
                arguments(
                        "nobody there to order",
                        "emergency media --url http://localhost:1",
                        1,
                        "spillway emergency: no controller answers at http://localhost:1/api/v1/pools/media/orders; is it running, and is --url right?"),
                arguments(
                        "key for an impossible tenant",
                        "key Media",
                        2,
                        "spillway key: tenant is 'Media'; allowed are 1 to 63 lower-case letters, digits and inner hyphens (see spillway key --help)"),
                variable(
                        "word for a port",
                        "REDIS_PORT=redis",
                        "REDIS_PORT is 'redis'; allowed are whole numbers from 1 to 65535"),
                variable(
                        "negative minimum",
                        "MIN_REPLICAS=-1",
                        "MIN_REPLICAS is '-1'; allowed are whole numbers from 0 to 1000"),
                variable(
                        "minimum above maximum",
                        "MIN_REPLICAS=30",
                        "MIN_REPLICAS is '30'; it must be at most MAX_REPLICAS, which is 20"),
                variable(
                        "capacity that is no number",
                        "SPILLWAY_CAPACITY_REPLICAS=plenty",
                        "SPILLWAY_CAPACITY_REPLICAS is 'plenty'; allowed are whole numbers from 1 to 100000"),
                variable(
                        "capacity of nothing",
                        "SPILLWAY_CAPACITY_REPLICAS=0",
                        "SPILLWAY_CAPACITY_REPLICAS is '0'; allowed are whole numbers from 1 to 100000"),
                variable(
                        "unknown fairness",
                        "SPILLWAY_FAIRNESS=lifo",
                        "SPILLWAY_FAIRNESS is 'lifo'; allowed are weighted, fifo"),
                variable(
                        "unknown policy",
                        "SPILLWAY_POLICY=hunch",
                        "SPILLWAY_POLICY is 'hunch'; allowed are aiad, cpu, deadline, fixed, hpa, keda, kpa, mark, oneshot, queue-depth, trigger"),
                variable(
                        "unknown policy in shadow",
                        "SPILLWAY_SHADOW_POLICY=fixed:replicas=many",
                        "SPILLWAY_SHADOW_POLICY is 'fixed:replicas=many'; of fixed, replicas is 'many'; allowed are whole numbers from 0 to 10000"),
                variable(
                        "neither true nor false",
                        "PROMETHEUS_ENABLED=yes",
                        "PROMETHEUS_ENABLED is 'yes'; allowed are true, false, 1, 0"),
                variable(
                        "unknown log level",
                        "LOG_LEVEL=LOUD",
                        "LOG_LEVEL is 'LOUD'; allowed are ERROR, WARN, INFO, DEBUG, TRACE"),
                variable(
                        "folder that is not there",
                        "SPILLWAY_CONFIG_DIR=/nowhere",
                        "SPILLWAY_CONFIG_DIR is '/nowhere'; allowed is a folder that exists"),
                variable(
                        "worker that is not there",
                        "SPILLWAY_WORKER_JAR=/nowhere.jar",
                        "SPILLWAY_WORKER_JAR is '/nowhere.jar'; allowed is a file that exists"));
    }

    @ParameterizedTest
    @MethodSource("documents")
    void refusesADocumentWithItsLine(BadInput bad) throws IOException {
        Path file = folder.resolve("t.yaml");
        Files.writeString(folder.resolve("pool.yaml"), POOL);
        Files.writeString(
                file,
                bad.kind() == Kind.TENANT_SPEC
                        ? HEAD.formatted("acme") + "spec: {" + bad.input() + "}"
                        : bad.input());

        Outcome outcome = run(Map.of(), "validate", folder.toString());

        assertThat(outcome.lines()).containsExactly(folder.resolve(bad.line()).toString());
        assertThat(outcome.exitCode()).isEqualTo(bad.exitCode());
    }

    @ParameterizedTest
    @MethodSource("others")
    void refusesArgumentsAndVariablesWithOneLine(BadInput bad) throws IOException {
        Outcome outcome =
                switch (bad.kind()) {
                    case VARIABLE -> run(good(bad.input()), "serve");
                    case ARGUMENTS, FILE, TENANT_SPEC ->
                            run(
                                    Map.of(),
                                    bad.input().isEmpty() ? new String[0] : bad.input().split(" "));
                };

        assertThat(outcome.lines()).containsExactly(bad.line());
        assertThat(outcome.exitCode()).isEqualTo(bad.exitCode());
    }

    @Test
    void refusesAPortThatIsTaken() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Outcome outcome =
                    run(good("SPILLWAY_CONTROLLER_PORT=" + taken.getLocalPort()), "serve");

            assertThat(outcome.lines()).hasSize(1);
            assertThat(outcome.lines().getFirst())
                    .startsWith("SPILLWAY_CONTROLLER_PORT is '%d'".formatted(taken.getLocalPort()));
            assertThat(outcome.exitCode()).isEqualTo(1);
        }
    }

    @Test
    void listsAllMistakesAtOnce() throws IOException {
        Files.writeString(
                folder.resolve("t.yaml"),
                HEAD.formatted("acme") + "spec:\n  tier: gold\n  limits: {queueDepth: 0}\n");

        assertThat(run(Map.of(), "validate", folder.toString()).lines()).hasSize(2);
    }

    /** {@code -Dbad-inputs.write=true} writes the page anew. */
    @Test
    void thePageSaysWhatTheProgramSays() throws IOException {
        String page = page();
        if (Boolean.getBoolean("bad-inputs.write")) {
            Files.writeString(PAGE, page);
        }
        assertThat(PAGE).content().isEqualTo(page);
    }

    private static String page() {
        StringBuilder page =
                new StringBuilder(
                        """
                        # Wrong inputs of the controller, and what each gets

                        Made by `BadInputsTest`, which checks every line. `spillway validate` and `spillway serve` list all mistakes, one
                        line each, and start nothing. Exit codes: 1 it failed, 2 wrong usage.

                        | what is wrong | input | exit | the line |
                        |---|---|---|---|
                        """);
        Stream.concat(documents(), others())
                .forEach(
                        bad ->
                                page.append(
                                        "| %s | `%s` | %d | `` %s `` |%n"
                                                .formatted(
                                                        bad.title(),
                                                        shown(bad),
                                                        bad.exitCode(),
                                                        bad.line())));
        for (OrderInputs.Command bad : OrderInputs.COMMANDS) {
            page.append(
                    "| %s | `spillway %s` | 1 | `` %s `` |%n"
                            .formatted(
                                    bad.title(),
                                    bad.before().isEmpty()
                                            ? bad.arguments()
                                            : "%s`, after `spillway %s"
                                                    .formatted(bad.arguments(), bad.before()),
                                    bad.line()));
        }
        page.append(
                """

                Orders over HTTP, `POST /api/v1/pools/{name}/orders`; `ControllerIT` sends these and the last six lines above to a
                controller with pools shared (2 to 4 workers, media is its tenant) and solo (1 to 2). The line is the `detail` of an
                `application/problem+json`.

                | what is wrong | body | status | the line |
                |---|---|---|---|
                """);
        for (OrderInputs.Body bad : OrderInputs.BODIES) {
            page.append(
                    "| %s | `%s` | %d | `` %s `` |%n"
                            .formatted(bad.title(), bad.body(), bad.status(), bad.detail()));
        }
        return page.toString();
    }

    private static String shown(BadInput bad) {
        return switch (bad.kind()) {
            case TENANT_SPEC -> "spec: {" + bad.input() + "}";
            case FILE -> bad.input().strip().replace("\n", " ⏎ ");
            case VARIABLE -> bad.input();
            case ARGUMENTS -> ("spillway " + bad.input()).strip();
        };
    }

    private static final String HEAD =
            "apiVersion: spillway.dev/v1alpha1\nkind: Tenant\nmetadata: {name: %s}\n";
    private static final String KIND =
            "apiVersion: spillway.dev/v1alpha1\nkind: %s\nmetadata: {name: s}\n";
    private static final String POOL =
            "apiVersion: spillway.dev/v1alpha1\nkind: Pool\nmetadata: {name: shared}\nspec: {}\n";

    private static BadInput yaml(String title, String spec, String line) {
        return new BadInput(title, Kind.TENANT_SPEC, spec, 1, line);
    }

    private static BadInput file(String title, String text, String line) {
        return new BadInput(title, Kind.FILE, text, 1, line);
    }

    private static BadInput schedule(String title, String spec, String line) {
        return file(title, KIND.formatted("PrewarmSchedule") + "spec: {" + spec + "}", line);
    }

    private static BadInput window(String title, String list, String fields, String line) {
        return schedule(
                title,
                "pool: shared, timeZone: UTC, %s: [{name: w, %s}]".formatted(list, fields),
                "t.yaml:4: " + line);
    }

    private static BadInput prices(String title, String spec, String line) {
        return file(title, KIND.formatted("PriceBook") + "spec: {" + spec + "}", line);
    }

    private static BadInput arguments(String title, String arguments, int exitCode, String line) {
        return new BadInput(title, Kind.ARGUMENTS, arguments, exitCode, line);
    }

    private static BadInput variable(String title, String assignment, String line) {
        return new BadInput(title, Kind.VARIABLE, assignment, 1, line);
    }

    /** Variables that are right, but for one. */
    private Map<String, String> good(String assignment) throws IOException {
        Files.writeString(folder.resolve("pool.yaml"), POOL);
        Path jar = Files.writeString(folder.resolve("worker.jar"), "");
        Map<String, String> variables = new HashMap<>();
        variables.put("SPILLWAY_CONFIG_DIR", folder.toString());
        variables.put("SPILLWAY_WORKER_JAR", jar.toString());
        variables.put("SPILLWAY_STATE_DIR", folder.resolve("state").toString());
        int equals = assignment.indexOf('=');
        variables.put(assignment.substring(0, equals), assignment.substring(equals + 1));
        return variables;
    }

    private record Outcome(int exitCode, List<String> lines) {}

    private static Outcome run(Map<String, String> environment, String... arguments) {
        StringWriter err = new StringWriter();
        int exitCode =
                Spillway.commandLine(environment)
                        .setErr(new PrintWriter(err, true))
                        .setOut(new PrintWriter(new StringWriter(), true))
                        .execute(arguments);
        return new Outcome(exitCode, err.toString().lines().toList());
    }
}

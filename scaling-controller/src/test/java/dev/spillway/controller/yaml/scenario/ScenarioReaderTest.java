package dev.spillway.controller.yaml.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.controller.cost.Price;
import dev.spillway.controller.cost.PriceBook;
import dev.spillway.controller.simulate.Distribution;
import dev.spillway.controller.simulate.arrive.Arrivals;
import dev.spillway.controller.simulate.arrive.Rate;
import dev.spillway.controller.simulate.arrive.Work;
import dev.spillway.controller.simulate.scenario.Contender;
import dev.spillway.controller.simulate.scenario.Fault;
import dev.spillway.controller.simulate.scenario.PoolPlan;
import dev.spillway.controller.simulate.scenario.Scenario;
import dev.spillway.controller.yaml.Problem;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.Set;

final class ScenarioReaderTest {

    private static final Set<String> POLICIES = Set.of("fixed", "queue-depth");

    @TempDir private Path folder;

    private final ScenarioReader reader =
            new ScenarioReader(
                    (policy, _) ->
                            POLICIES.contains(policy)
                                    ? Optional.empty()
                                    : Optional.of(
                                            "is '%s'; allowed are fixed, queue-depth"
                                                    .formatted(policy)),
                    Optional.empty());

    private static final String HEAD =
            """
            apiVersion: spillway.dev/v1alpha1
            kind: Scenario
            metadata: {name: test}
            spec:
            """;

    private static final String REST =
            """
              pools: [{name: pool}]
              tenants: [{name: acme, arrivals: [{constant: {perSecond: 5}}]}]
              policies: [{policy: queue-depth}]
            """;

    private ScenarioReader.Result read(String spec) throws IOException {
        Files.writeString(folder.resolve("empty.yaml"), "");
        Path file = folder.resolve("s.yaml");
        Files.writeString(file, HEAD + spec);
        return reader.read(file);
    }

    private Scenario good(String spec) throws IOException {
        ScenarioReader.Result result = read(spec);
        assertThat(result).isInstanceOf(ScenarioReader.Good.class);
        return ((ScenarioReader.Good) result).scenario();
    }

    private List<String> problems(String spec) throws IOException {
        ScenarioReader.Result result = read(spec);
        assertThat(result).isInstanceOf(ScenarioReader.Refused.class);
        return ((ScenarioReader.Refused) result)
                .problems().stream()
                        .map(problem -> problem.toString().replace(folder + "/", ""))
                        .toList();
    }

    @Test
    void readsAScenario() throws IOException {
        Scenario scenario =
                good(
                        """
                          title: A day
                          length: 24h
                          warmUp: 10m
                          price: {perWorkerHour: 0.1, currency: EUR}
                          nodes: {workersPerNode: 4, atFirst: 2, most: 5, startup: 90s}
                          pools:
                            - {name: shared, fairness: fifo, minReplicas: 2, maxReplicas: 9, slotsPerWorker: 4, startup: {uniform: {from: 30s, to: 90s}}, floors: [{from: 1h, until: 2h, replicas: 5}]}
                            - {name: own, sharing: per-tenant}
                          tenants:
                            - name: media
                              pool: shared
                              weight: 4
                              deadline: 350ms
                              work: {mixture: [{share: 0.9, time: 100ms}, {share: 0.1, time: {exponential: 2s}}]}
                              arrivals:
                                - constant: {perSecond: 10}
                                - {seasonal: {mean: 5, daily: 0.5}, from: 1h, until: 2h}
                                - users: {ramp: {from: 0, to: 50, start: 1h, end: 2h}, think: 3s}
                            - {name: small, count: 12, pool: own, arrivals: [{burst: {count: 100, at: 1m, over: 5s}}]}
                          faults:
                            - {kind: freeze, at: 1h, length: 5m}
                            - {kind: restart, at: 2h, length: 10s, memory: lost}
                            - {kind: clock-step, at: 3h, by: 1h, direction: back}
                          moments: [{name: noon, at: 12h}]
                          policies:
                            - {label: slow, policy: queue-depth, signal: {scrape: 15s, delay: 15s}, decideEvery: 15s, behavior: slo}
                            - {policy: fixed, with: {replicas: 30}, maxReplicas: 30}
                          claims:
                            - {what: cheap, policy: slow, measure: cost, claimed: 5, relation: at_most, note: why}
                          seeds: [4, 5]
                        """);

        assertThat(scenario.pools()).extracting(PoolPlan::name).hasSize(13).contains("small-07");
        assertThat(scenario.pools().getFirst().minReplicasAt(Duration.ofMinutes(90).toNanos()))
                .isEqualTo(5);
        assertThat(scenario.tenants()).hasSize(13);
        assertThat(scenario.tenants().getLast().pool()).isEqualTo("small-12");
        assertThat(scenario.tenants().getFirst().work().meanSeconds())
                .isEqualTo(0.9 * 0.1 + 0.1 * 2, org.assertj.core.api.Assertions.within(1e-9));
        assertThat(scenario.tenants().getFirst().arrivals())
                .hasSize(3)
                .last()
                .isEqualTo(
                        new Arrivals.Users(
                                new Rate.Ramp(0, 50, 3600, 7200), new Distribution.Constant(3)));
        assertThat(scenario.tenants().getLast().work())
                .isEqualTo(new Work.Drawn(new Distribution.Constant(0.2)));
        assertThat(scenario.faults())
                .contains(
                        new Fault.Restart(7_200_000_000_000L, 10_000_000_000L, false),
                        new Fault.ClockStep(10_800_000_000_000L, -3_600_000_000_000L));
        Contender slow = scenario.contenders().getFirst();
        assertThat(slow.signal().freshFor()).isEqualTo(Duration.ofSeconds(60));
        assertThat(slow.behavior().orElseThrow().name()).isEqualTo("slo");
        Contender fixed = scenario.contenders().getLast();
        assertThat(fixed.label()).isEqualTo("fixed");
        assertThat(scenario.poolsOf(fixed)).extracting(PoolPlan::maxReplicas).containsOnly(30);
        assertThat(scenario.poolsOf(slow).getFirst().maxReplicas()).isEqualTo(9);
        assertThat(scenario.seeds()).containsExactly(4L, 5L);
        assertThat(scenario.prices().currency()).hasToString("EUR");
        assertThat(scenario.prices().pod())
                .isEqualTo(new Price(new BigDecimal("0.1"), Price.Per.HOUR));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    lenght: 5m | s.yaml:5: spec.lenght is not a field; allowed are length, warmUp, window, price, priceBook, pools, tenants, signal, decideEvery, policies, claims, title, about, notes, start, phases, nodes, faults, moments, seeds; did you mean 'length'?
                    length: 5 | s.yaml:5: spec.length is '5'; allowed are durations from 10s to 9600h, such as 350ms, 15s, 5m, 1h
                    window: 15s | s.yaml:5: spec.window is 15s; allowed are multiples of 10s
                    seeds: [one] | s.yaml:5: spec.seeds has 'one'; allowed are whole numbers
                    phases: some | s.yaml:5: spec.phases is 'some'; allowed are random, aligned
                    start: today | s.yaml:5: spec.start is 'today'; allowed are moments such as 2026-01-05T00:00:00Z (quoted)
                    faults: [{kind: frieze, at: 1m}] | s.yaml:5: spec.faults[0].kind is 'frieze'; allowed are freeze, stuck, zero, nan, spike, lost-shard, clock-step, restart, worker-crash, store-loss
                    faults: [{kind: worker-crash, at: 1m, pool: other}] | s.yaml:5: spec.faults has a worker-crash in pool 'other'; allowed are shared pools of this scenario
                    claims: [{what: x, measure: costs, claimed: 1}] | s.yaml:5: spec.claims[0].measure is 'costs'; allowed are replicas, desired, p95_at, in_flight_per_worker, waiting, cpu, peak_desired, peak_replicas, mean_replicas, least_desired, p50, p95, p99, worst_p95, violations, tenant_violations, tenant_p95, tenant_restarts, dropped, cost, monthly_cost, saved, utilisation, reversals, scale_ups, scale_downs, overshoot, earlier_than, complete_after, decided_after, ready_after, stable_after; did you mean 'cost'?
                    claims: [{what: x, policy: fast, measure: cost, claimed: 1}] | s.yaml:5: spec.claims[0].policy is 'fast'; allowed are the labels queue-depth
                    price: {perWorkerHour: 0.1, currency: XYZ} | s.yaml:5: spec.price.currency is 'XYZ'; allowed are ISO 4217 codes such as USD, EUR, INR
                    priceBook: s.yaml | s.yaml:2: kind is 'Scenario'; allowed are Tier, Pool, Tenant, PrewarmSchedule, PriceBook
                    priceBook: none.yaml | none.yaml: does not exist
                    priceBook: empty.yaml | s.yaml:5: spec.priceBook is 'empty.yaml'; allowed is a file that holds one PriceBook and nothing else
                    moments: [{name: b, at: 2m}, {name: a, at: 1m}] | s.yaml:5: spec.moments[1].at is not later than the moment before
                    """)
    void saysWhatIsWrong(String line, String problem) throws IOException {
        assertThat(problems("  " + line.strip() + "\n" + REST)).containsExactly(problem.strip());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    {name: a, arrivals: [{constant: {}}]} | spec.tenants[0].arrivals[0].constant.perSecond is missing
                    {name: a, arrivals: [{}]} | spec.tenants[0].arrivals[0].constant is missing; one of constant, ramp, spike, square, seasonal, steps, burst, users, trace is needed
                    {name: a, arrivals: [{constant: {perSecond: 1}, spike: {perSecond: 2}}]} | spec.tenants[0].arrivals[0].spike is there beside constant; each source of requests is an entry of its own
                    {name: a, pool: pol, arrivals: [{constant: {perSecond: 1}}]} | spec.tenants[0].pool is 'pol'; allowed are pool; did you mean 'pool'?
                    {name: a, work: {lognormal: {}, exponential: 1s}, arrivals: [{constant: {perSecond: 1}}]} | spec.tenants[0].work has exponential and lognormal; only one of them is allowed
                    {name: a, work: {empirical: "1s, soon"}, arrivals: [{constant: {perSecond: 1}}]} | spec.tenants[0].work.empirical has 'soon'; allowed are durations with commas between, such as 120ms, 350ms, 2s
                    {name: a, arrivals: [{steps: [{at: 1m, perSecond: 1}, {at: 1m, perSecond: 2}]}]} | spec.tenants[0].arrivals[0].steps[1].at is not later than the step before
                    {name: a, arrivals: [{trace: {file: none.csv}}]} | spec.tenants[0].arrivals[0].trace.file is 'none.csv', which is not there; traces are looked for beside the scenario and in the folder that --traces or SPILLWAY_TRACES names
                    {name: a} | spec.tenants[0].arrivals is missing
                    """)
    void saysWhatIsWrongWithATenant(String tenant, String problem) throws IOException {
        assertThat(
                        problems(
                                "  pools: [{name: pool}]\n  tenants: [%s]\n  policies: [{policy: fixed}]\n"
                                        .formatted(tenant.strip())))
                .containsExactly("s.yaml:6: " + problem.strip());
    }

    @Test
    void refusesUnknownPoliciesAndLabelsThatAreThereTwice() throws IOException {
        assertThat(problems(REST.replace("policy: queue-depth", "policy: magic")))
                .containsExactly(
                        "s.yaml:7: spec.policies[0].policy is 'magic'; allowed are fixed, queue-depth");
        assertThat(
                        problems(
                                REST.replace(
                                        "[{policy: queue-depth}]",
                                        "[{policy: fixed}, {policy: fixed}]")))
                .containsExactly(
                        "s.yaml:7: spec.policies has the label 'fixed' twice; give each a label of its own");
    }

    @Test
    void needsPoolsTenantsAndPolicies() throws IOException {
        assertThat(problems("  title: empty\n"))
                .containsExactly(
                        "s.yaml:4: spec.pools is missing; at least one pool is needed",
                        "s.yaml:4: spec.policies is missing; at least one policy is needed");
    }

    @Test
    void readsThePriceBookThatItNames() throws IOException {
        String head = HEAD.replace("Scenario", "PriceBook");
        Files.writeString(
                folder.resolve("book.yaml"),
                head + "  currency: EUR\n  pod: {price: 90, per: month}\n");

        assertThat(good("  priceBook: ./book.yaml\n" + REST).prices())
                .isEqualTo(
                        PriceBook.of(
                                "test",
                                Currency.getInstance("EUR"),
                                new Price(new BigDecimal("90"), Price.Per.MONTH)));
        assertThat(problems("  priceBook: book.yaml\n  price: {perWorkerHour: 1}\n" + REST))
                .containsExactly(
                        "s.yaml:6: spec.price is there beside priceBook; only one of them is allowed");
        Files.writeString(
                folder.resolve("book.yaml"), head + "  currency: EUR\n  pod: {price: 90}\n");
        assertThat(problems("  priceBook: book.yaml\n" + REST))
                .containsExactly("book.yaml:6: spec.pod.per is missing");
    }

    @Test
    void saysThatAFileIsNotThere() {
        assertThat(reader.read(Path.of("nowhere.yaml")))
                .isEqualTo(
                        new ScenarioReader.Refused(
                                List.of(new Problem("nowhere.yaml", 0, "does not exist"))));
    }
}

package dev.spillway.controller.yaml.scenario;

import dev.spillway.controller.cost.PriceBook;
import dev.spillway.controller.simulate.scenario.Claim;
import dev.spillway.controller.simulate.scenario.Contender;
import dev.spillway.controller.simulate.scenario.Fault;
import dev.spillway.controller.simulate.scenario.Scenario;
import dev.spillway.controller.simulate.scenario.SignalPlan;
import dev.spillway.controller.simulate.scenario.TenantPlan;
import dev.spillway.controller.yaml.Document;
import dev.spillway.controller.yaml.Fields;
import dev.spillway.controller.yaml.Problem;
import dev.spillway.controller.yaml.Problems;
import dev.spillway.controller.yaml.Values;
import dev.spillway.controller.yaml.YamlFile;

import org.yaml.snakeyaml.nodes.Node;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads a Scenario document, strictly: every mistake gets its line. */
public final class ScenarioReader {

    private static final Duration BIN = Duration.ofSeconds(10);
    private static final String START = "2026-01-05T00:00:00Z";

    private final PolicyCheck check;
    private final Optional<Path> traces;

    /** Says what is wrong with a policy's name or parameters. */
    public interface PolicyCheck {

        Optional<String> problem(String policy, Map<String, String> parameters);
    }

    /** What came of reading. */
    public sealed interface Result {}

    /** It is right. */
    public record Good(Scenario scenario) implements Result {}

    /** At least one mistake. */
    public record Refused(List<Problem> problems) implements Result {
        public Refused {
            problems = List.copyOf(problems);
        }
    }

    /**
     * Reads with what there is.
     *
     * @param traces folder of recorded traces, besides the scenario's own
     */
    public ScenarioReader(PolicyCheck check, Optional<Path> traces) {
        this.check = check;
        this.traces = traces;
    }

    public Result read(Path file) {
        Problems problems = new Problems();
        Optional<Scenario> scenario =
                compose(file, problems).flatMap(node -> document(file, node, problems));
        return problems.count() == 0 && scenario.isPresent()
                ? new Good(scenario.get())
                : new Refused(problems.inOrder());
    }

    private static Optional<Node> compose(Path file, Problems problems) {
        int before = problems.count();
        List<Node> documents = YamlFile.documents(file, problems);
        if (documents.size() > 1) {
            problems.add(
                    file.toString(),
                    documents.get(1).getStartMark(),
                    "is a second document; a Scenario stands alone in its file");
        } else if (documents.isEmpty() && problems.count() == before) {
            problems.add(new Problem(file.toString(), 0, "is empty; a Scenario is needed"));
        }
        return documents.stream().findFirst();
    }

    private Optional<Scenario> document(Path file, Node node, Problems problems) {
        Fields root = Fields.of(file.toString(), "", node, node.getStartMark(), problems);
        for (String field : List.of("apiVersion", "kind", "metadata", "spec")) {
            if (!root.has(field)) {
                root.refuse(field, "is missing");
            }
        }
        root.name(
                "apiVersion",
                java.util.regex.Pattern.quote(Document.API_VERSION),
                "is " + Document.API_VERSION);
        root.name("kind", "Scenario", "is Scenario");
        Fields metadata = root.section("metadata");
        String name =
                metadata.name("name", Document.NAME, Document.NAME_ALLOWED).orElse("scenario");
        metadata.finish();
        Fields spec = root.section("spec");
        root.finish();
        return root.has("spec")
                ? Optional.of(scenario(name, spec, folders(file), problems))
                : Optional.empty();
    }

    private List<Path> folders(Path file) {
        List<Path> folders = new ArrayList<>();
        folders.add(file.toAbsolutePath().normalize().resolveSibling(""));
        traces.ifPresent(folders::add);
        return folders;
    }

    private Scenario scenario(String name, Fields spec, List<Path> folders, Problems problems) {
        Duration length = time(spec, "length", Duration.ofMinutes(30));
        Duration warmUp = spec.duration("warmUp", Duration.ZERO, length).orElse(Duration.ZERO);
        Duration window = bins(spec, "window", Duration.ofMinutes(1));
        PriceBook prices = new ScenarioPrices(folders.getFirst(), problems).read(spec);
        Placement placement = Placement.read(spec);
        List<TenantPlan> tenants = tenants(spec, placement.names(), folders);
        List<Contender> contenders = contenders(spec);
        Set<String> labels = labels(spec, contenders);
        List<Claim> claims =
                spec.sections("claims").stream().map(new ScenarioClaims(labels)::read).toList();
        Scenario scenario =
                new Scenario(
                        name,
                        spec.text("title").orElse(name),
                        spec.text("about").orElse("").strip(),
                        spec.names("notes", "(?s).+", "are texts"),
                        start(spec),
                        length.toNanos(),
                        warmUp.toNanos(),
                        window.toNanos(),
                        spec.name("phases", "random|aligned", "are random, aligned")
                                .filter("aligned"::equals)
                                .isEmpty(),
                        prices,
                        ScenarioPools.nodes(spec),
                        placement.pools(tenants),
                        placement.tenants(tenants),
                        spec.sections("faults").stream()
                                .flatMap(fault -> ScenarioFaults.read(fault).stream())
                                .map(fault -> checked(fault, spec, placement))
                                .toList(),
                        moments(spec),
                        contenders,
                        claims,
                        seeds(spec));
        spec.finish();
        return scenario;
    }

    private static Duration time(Fields fields, String field, Duration otherwise) {
        return fields.duration(field, BIN, ScenarioTimes.LONGEST).orElse(otherwise);
    }

    private static Duration bins(Fields fields, String field, Duration otherwise) {
        Duration written = time(fields, field, otherwise);
        if (written.toNanos() % BIN.toNanos() != 0) {
            fields.refuse(
                    field, "is %s; allowed are multiples of 10s".formatted(Values.plain(written)));
        }
        return written;
    }

    private static Instant start(Fields spec) {
        String written = spec.text("start").orElse(START);
        try {
            return Instant.parse(written);
        } catch (DateTimeParseException e) {
            spec.refuse(
                    "start",
                    "is %s; allowed are moments such as %s (quoted)"
                            .formatted(Values.quoted(written), START));
            return Instant.parse(START);
        }
    }

    private List<TenantPlan> tenants(Fields spec, Set<String> pools, List<Path> folders) {
        if (pools.isEmpty()) {
            spec.has("tenants");
            return List.of();
        }
        ScenarioTenants reader = new ScenarioTenants(new ScenarioTraces(folders), pools);
        List<TenantPlan> tenants = new ArrayList<>();
        Set<String> names = new LinkedHashSet<>();
        for (Fields fields : spec.sections("tenants")) {
            for (TenantPlan tenant : reader.read(fields)) {
                if (!names.add(tenant.name())) {
                    fields.refuse(
                            "name", "is '%s', and another tenant has it".formatted(tenant.name()));
                }
                tenants.add(tenant);
            }
        }
        if (tenants.isEmpty()) {
            spec.refuse("tenants", "is missing; at least one tenant is needed");
        }
        return tenants;
    }

    private List<Contender> contenders(Fields spec) {
        ScenarioContenders reader =
                new ScenarioContenders(
                        check,
                        ScenarioContenders.signal(spec, SignalPlan.DIRECT),
                        ScenarioContenders.period(spec, Duration.ofSeconds(1)));
        List<Contender> contenders = spec.sections("policies").stream().map(reader::read).toList();
        if (contenders.isEmpty()) {
            spec.refuse("policies", "is missing; at least one policy is needed");
        }
        return contenders;
    }

    private static Set<String> labels(Fields spec, List<Contender> contenders) {
        Set<String> labels = new LinkedHashSet<>();
        for (Contender contender : contenders) {
            if (!labels.add(contender.label())) {
                spec.refuse(
                        "policies",
                        "has the label '%s' twice; give each a label of its own"
                                .formatted(contender.label()));
            }
        }
        return labels;
    }

    private static Fault checked(Fault fault, Fields spec, Placement placement) {
        if (fault instanceof Fault.WorkerCrash crash && !placement.isShared(crash.pool())) {
            spec.refuse(
                    "faults",
                    "has a worker-crash in pool '%s'; allowed are shared pools of this scenario"
                            .formatted(crash.pool()));
        }
        return fault;
    }

    private static List<Scenario.Moment> moments(Fields spec) {
        List<Scenario.Moment> moments = new ArrayList<>();
        for (Fields fields : spec.sections("moments")) {
            long at = ScenarioPools.nanos(fields, "at");
            if (!moments.isEmpty() && moments.getLast().atNanos() >= at) {
                fields.refuse("at", "is not later than the moment before");
            }
            moments.add(new Scenario.Moment(fields.text("name").orElse("moment"), at));
            fields.finish();
        }
        return moments;
    }

    private static List<Long> seeds(Fields spec) {
        List<Long> seeds =
                spec.names("seeds", "[0-9]{1,15}", "are whole numbers").stream()
                        .map(Long::valueOf)
                        .toList();
        return seeds.isEmpty() ? List.of(1L) : seeds;
    }
}

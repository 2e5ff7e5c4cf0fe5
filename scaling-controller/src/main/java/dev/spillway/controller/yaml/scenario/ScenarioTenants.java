package dev.spillway.controller.yaml.scenario;

import dev.spillway.controller.simulate.Distribution;
import dev.spillway.controller.simulate.arrive.Arrivals;
import dev.spillway.controller.simulate.arrive.Rate;
import dev.spillway.controller.simulate.arrive.Work;
import dev.spillway.controller.simulate.scenario.TenantPlan;
import dev.spillway.controller.yaml.Document;
import dev.spillway.controller.yaml.Fields;
import dev.spillway.controller.yaml.Suggestion;
import dev.spillway.controller.yaml.Values;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Reads a scenario's tenants; one entry may stand for many. */
final class ScenarioTenants {

    private static final Duration DEADLINE = Duration.ofSeconds(1);
    private static final Duration WORK = Duration.ofMillis(200);
    private static final int MOST_TENANTS = 2000;

    private static final List<String> SOURCES =
            Stream.concat(ScenarioRates.KINDS.stream(), Stream.of("users", "trace")).toList();

    private final ScenarioTraces traces;
    private final Set<String> pools;

    ScenarioTenants(ScenarioTraces traces, Set<String> pools) {
        this.traces = traces;
        this.pools = pools;
    }

    List<TenantPlan> read(Fields fields) {
        Optional<String> name = fields.name("name", Document.NAME, Document.NAME_ALLOWED);
        if (!fields.has("name")) {
            fields.refuse("name", "is missing");
        }
        int count = fields.integer("count", 1, MOST_TENANTS).orElse(1);
        List<TenantPlan> tenants = new ArrayList<>();
        int digits = String.valueOf(count).length();
        String pool = pool(fields);
        double weight = fields.number("weight", 0.001, 1000).orElse(1.0);
        long deadline =
                fields.duration("deadline", Duration.ofMillis(1), ScenarioTimes.LONGEST)
                        .orElse(DEADLINE)
                        .toNanos();
        long timeout =
                fields.duration("timeout", Duration.ofMillis(1), ScenarioTimes.LONGEST)
                        .map(Duration::toNanos)
                        .orElse(TenantPlan.NEVER);
        int limit = fields.integer("queueLimit", 0, 10_000_000).orElse(10_000_000);
        Work work = work(fields);
        List<Fields> sources = fields.sections("arrivals");
        if (!fields.has("arrivals")) {
            fields.refuse("arrivals", "is missing");
        }
        for (int i = 0; i < count; i++) {
            List<Arrivals> arrivals = new ArrayList<>();
            for (Fields source : sources) {
                source(source, i, count).ifPresent(arrivals::add);
            }
            String base = name.orElse("tenant");
            tenants.add(
                    new TenantPlan(
                            count == 1 ? base : base + "-" + ("%0" + digits + "d").formatted(i + 1),
                            pool,
                            weight,
                            deadline,
                            timeout,
                            limit,
                            arrivals,
                            work));
        }
        sources.forEach(Fields::finish);
        fields.finish();
        return tenants;
    }

    private String pool(Fields fields) {
        if (!fields.has("pool")) {
            return pools.iterator().next();
        }
        String written = fields.text("pool").orElse("");
        if (!pools.contains(written)) {
            fields.refuse(
                    "pool",
                    "is %s; allowed are %s%s"
                            .formatted(
                                    Values.quoted(written),
                                    String.join(", ", pools),
                                    Suggestion.of(written, pools)));
        }
        return written;
    }

    private static Work work(Fields fields) {
        if (!fields.has("work") || !fields.isMapping("work")) {
            return new Work.Drawn(ScenarioTimes.read(fields, "work", WORK));
        }
        Fields work = fields.section("work");
        if (!work.has("tokens")) {
            return new Work.Drawn(ScenarioTimes.read(fields, "work", WORK));
        }
        Fields tokens = work.section("tokens");
        Work read =
                new Work.Tokens(
                        ScenarioTimes.time(tokens, "base", Duration.ZERO),
                        tokens.number("millisPerContextToken", 0, 10_000).orElse(0.0) / 1000,
                        tokens.number("millisPerGeneratedToken", 0, 10_000).orElse(0.0) / 1000,
                        count(tokens, "context"),
                        count(tokens, "generated"));
        tokens.finish();
        work.finish();
        return read;
    }

    /** A number of tokens of a request whose source does not say it: exponential. */
    private static Distribution count(Fields tokens, String field) {
        double mean = tokens.number(field, 0, 1_000_000).orElse(0.0);
        return mean == 0 ? new Distribution.Constant(0) : new Distribution.Exponential(mean);
    }

    private Optional<Arrivals> source(Fields fields, int index, int of) {
        List<String> written = SOURCES.stream().filter(fields::has).toList();
        if (written.size() != 1) {
            fields.refuse(
                    written.isEmpty() ? "constant" : written.get(1),
                    written.isEmpty()
                            ? "is missing; one of %s is needed"
                                    .formatted(String.join(", ", SOURCES))
                            : "is there beside %s; each source of requests is an entry of its own"
                                    .formatted(written.getFirst()));
            return Optional.empty();
        }
        String kind = written.getFirst();
        return switch (kind) {
            case "trace" -> traces.read(fields, index, of);
            case "users" -> Optional.of(users(fields.section("users")));
            default -> Optional.of(open(fields, kind));
        };
    }

    private static Arrivals open(Fields fields, String kind) {
        Rate rate = new ScenarioRates("perSecond").read(fields, kind);
        double from = ScenarioTimes.time(fields, "from", Duration.ZERO);
        double until = ScenarioTimes.time(fields, "until", ScenarioTimes.LONGEST);
        if (fields.has("from") || fields.has("until")) {
            rate = new Rate.Within(rate, from, until);
        }
        boolean isEven =
                fields.name("spacing", "random|even", "are random, even")
                        .orElse(kind.equals("burst") ? "even" : "random")
                        .equals("even");
        return isEven ? new Arrivals.Even(rate) : new Arrivals.Poisson(rate);
    }

    private static Arrivals users(Fields fields) {
        List<String> kinds =
                ScenarioRates.KINDS.stream().filter(kind -> !kind.equals("burst")).toList();
        Rate count =
                ScenarioTimes.onlyOneOf(fields, kinds, fields, "constant")
                        .map(kind -> new ScenarioRates("users").read(fields, kind))
                        .orElse(new Rate.Constant(0));
        Distribution think = ScenarioTimes.read(fields, "think", Duration.ofSeconds(1));
        fields.finish();
        return new Arrivals.Users(count, think);
    }
}

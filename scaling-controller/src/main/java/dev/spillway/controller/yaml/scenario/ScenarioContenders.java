package dev.spillway.controller.yaml.scenario;

import dev.spillway.controller.bound.Behavior;
import dev.spillway.controller.simulate.line.WaitingLine.Discipline;
import dev.spillway.controller.simulate.scenario.Contender;
import dev.spillway.controller.simulate.scenario.SignalPlan;
import dev.spillway.controller.yaml.BehaviorReader;
import dev.spillway.controller.yaml.Fields;
import dev.spillway.controller.yaml.PoolReader;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Reads the policies that compete in a scenario. */
final class ScenarioContenders {

    private static final Duration LONGEST = Duration.ofHours(1);

    private final ScenarioReader.PolicyCheck check;
    private final SignalPlan usual;
    private final Duration usualPeriod;

    ScenarioContenders(ScenarioReader.PolicyCheck check, SignalPlan usual, Duration usualPeriod) {
        this.check = check;
        this.usual = usual;
        this.usualPeriod = usualPeriod;
    }

    static Duration period(Fields fields, Duration otherwise) {
        return fields.duration("decideEvery", Duration.ofMillis(10), LONGEST).orElse(otherwise);
    }

    static SignalPlan signal(Fields owner, SignalPlan usual) {
        Fields fields = owner.section("signal");
        Duration scrape = time(fields, "scrape").orElse(usual.scrapeEvery());
        Duration delay = time(fields, "delay").orElse(usual.delay());
        Duration poll = time(fields, "poll").orElse(usual.pollEvery());
        // A number may be as old as its way is long, twice over, before something is wrong.
        Duration way = scrape.plus(delay).plus(poll).multipliedBy(2);
        Duration fresh = usual.freshFor().compareTo(way) > 0 ? usual.freshFor() : way;
        SignalPlan plan =
                new SignalPlan(
                        scrape,
                        delay,
                        poll,
                        time(fields, "freshFor").orElse(fresh),
                        time(fields, "lookBack").orElse(usual.lookBack()),
                        fields.number("noise", 0, 1).orElse(usual.noiseRatio()));
        fields.finish();
        return plan;
    }

    private static Optional<Duration> time(Fields fields, String field) {
        return fields.duration(field, Duration.ZERO, LONGEST);
    }

    Contender read(Fields fields) {
        String policy = fields.text("policy").orElse("");
        if (!fields.has("policy")) {
            fields.refuse("policy", "is missing");
        }
        Map<String, String> parameters = fields.pairs("with");
        if (!policy.isEmpty()) {
            check.problem(policy, parameters)
                    .ifPresent(problem -> fields.refuse("policy", problem));
        }
        Contender contender =
                new Contender(
                        fields.text("label").orElse(policy),
                        policy,
                        parameters,
                        signal(fields, usual),
                        period(fields, usualPeriod),
                        time(fields, "perPool").orElse(Duration.ZERO),
                        fields.oneOf("fairness", Discipline.class),
                        behavior(fields),
                        integer(fields, "slotsPerWorker", PoolReader.MOST_SLOTS),
                        integer(fields, "maxReplicas", ScenarioPools.MOST_REPLICAS),
                        fields.name("memory", "kept|lost", "are kept, lost").map("kept"::equals),
                        fields.oneOf("bounds", Contender.Bounding.class)
                                .orElse(Contender.Bounding.LIVE));
        fields.finish();
        return contender;
    }

    private static OptionalInt integer(Fields fields, String field, int most) {
        return fields.integer(field, 1, most).map(OptionalInt::of).orElse(OptionalInt.empty());
    }

    private static Optional<Behavior> behavior(Fields fields) {
        return fields.has("behavior")
                ? Optional.of(new BehaviorReader().read(fields))
                : Optional.empty();
    }
}

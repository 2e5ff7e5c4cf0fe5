package dev.spillway.controller.yaml.scenario;

import dev.spillway.controller.simulate.arrive.Rate;
import dev.spillway.controller.yaml.Fields;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Reads rates, and numbers of users, over time. */
final class ScenarioRates {

    static final List<String> KINDS =
            List.of("constant", "ramp", "spike", "square", "seasonal", "steps", "burst");

    private static final double MOST = 10_000_000;

    private final String unit;

    /**
     * Reads one unit.
     *
     * @param unit name of the fields that hold a level: {@code perSecond} or {@code users}
     */
    ScenarioRates(String unit) {
        this.unit = unit;
    }

    Rate read(Fields owner, String kind) {
        if (kind.equals("steps")) {
            return steps(owner);
        }
        Fields fields = owner.section(kind);
        Rate rate =
                switch (kind) {
                    case "constant" -> new Rate.Constant(level(fields, unit));
                    case "ramp" -> ramp(fields);
                    case "spike" ->
                            between(
                                    new Rate.Constant(level(fields, unit)),
                                    fields,
                                    "at",
                                    fields.duration("length", Duration.ZERO, ScenarioTimes.LONGEST)
                                            .orElse(Duration.ofMinutes(5)));
                    case "square" -> square(fields);
                    case "seasonal" -> seasonal(fields);
                    default -> burst(fields);
                };
        fields.finish();
        return rate;
    }

    private static double level(Fields fields, String field) {
        if (!fields.has(field)) {
            fields.refuse(field, "is missing");
        }
        return fields.number(field, 0, MOST).orElse(0.0);
    }

    private static double at(Fields fields, String field) {
        return ScenarioTimes.time(fields, field, Duration.ZERO);
    }

    private static Rate between(Rate rate, Fields fields, String from, Duration length) {
        double start = at(fields, from);
        return new Rate.Within(rate, start, start + ScenarioTimes.seconds(length));
    }

    private static Rate ramp(Fields fields) {
        double start = at(fields, "start");
        double end = at(fields, "end");
        if (end < start) {
            fields.refuse("end", "is earlier than start");
            end = start;
        }
        return new Rate.Ramp(level(fields, "from"), level(fields, "to"), start, end);
    }

    private static Rate square(Fields fields) {
        return new Rate.Square(
                level(fields, "high"),
                fields.number("low", 0, MOST).orElse(0.0),
                ScenarioTimes.seconds(
                        fields.duration("period", Duration.ofMillis(1), ScenarioTimes.LONGEST)
                                .orElse(Duration.ofMinutes(2))),
                fields.number("highShare", 0.001, 0.999).orElse(0.5));
    }

    private static Rate seasonal(Fields fields) {
        return new Rate.Seasonal(
                level(fields, "mean"),
                fields.number("daily", 0, 1).orElse(0.0),
                fields.number("weekly", 0, 1).orElse(0.0),
                ScenarioTimes.time(fields, "peakAt", Duration.ofHours(14)));
    }

    private Rate burst(Fields fields) {
        Duration over =
                fields.duration("over", Duration.ofMillis(1), ScenarioTimes.LONGEST)
                        .orElse(Duration.ofSeconds(1));
        double perSecond = level(fields, "count") / ScenarioTimes.seconds(over);
        return between(new Rate.Constant(perSecond), fields, "at", over);
    }

    private Rate steps(Fields owner) {
        List<Rate.Steps.Step> steps = new ArrayList<>();
        for (Fields fields : owner.sections("steps")) {
            double from = at(fields, "at");
            double level = level(fields, unit);
            if (!steps.isEmpty() && from <= steps.getLast().fromSeconds()) {
                fields.refuse("at", "is not later than the step before");
            } else {
                steps.add(new Rate.Steps.Step(from, level));
            }
            fields.finish();
        }
        return new Rate.Steps(steps);
    }
}

package dev.spillway.controller.yaml.scenario;

import dev.spillway.controller.simulate.Distribution;
import dev.spillway.controller.yaml.Fields;
import dev.spillway.controller.yaml.Values;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads distributions of times: one duration, or a mapping of exactly one kind. */
final class ScenarioTimes {

    static final Duration LONGEST = Duration.ofDays(400);

    private static final List<String> KINDS =
            List.of("constant", "exponential", "uniform", "lognormal", "mixture", "empirical");
    private static final Pattern TIME = Pattern.compile("([0-9]{1,9})(ms|s|m|h)");

    private ScenarioTimes() {}

    static double seconds(Duration time) {
        return time.toNanos() / 1e9;
    }

    static Distribution read(Fields owner, String field, Duration otherwise) {
        if (!owner.isMapping(field)) {
            return new Distribution.Constant(
                    seconds(owner.duration(field, Duration.ZERO, LONGEST).orElse(otherwise)));
        }
        Fields fields = owner.section(field);
        Distribution read = ofMapping(fields, owner, field, otherwise);
        fields.finish();
        return read;
    }

    private static Distribution ofMapping(
            Fields fields, Fields owner, String field, Duration otherwise) {
        Distribution fallback = new Distribution.Constant(seconds(otherwise));
        Optional<String> kind = onlyOneOf(fields, KINDS, owner, field);
        if (kind.isEmpty()) {
            return fallback;
        }
        return switch (kind.get()) {
            case "constant" -> new Distribution.Constant(time(fields, "constant", otherwise));
            case "exponential" ->
                    new Distribution.Exponential(
                            Math.max(1e-9, time(fields, "exponential", otherwise)));
            case "uniform" -> uniform(fields.section("uniform"), otherwise);
            case "lognormal" -> logNormal(fields.section("lognormal"), otherwise);
            case "mixture" -> mixture(fields, otherwise);
            default -> empirical(fields).orElse(fallback);
        };
    }

    /** The one kind that is written; a problem, where it is none or several. */
    static Optional<String> onlyOneOf(
            Fields fields, List<String> kinds, Fields owner, String field) {
        List<String> written = kinds.stream().filter(fields::has).toList();
        if (written.size() == 1) {
            return Optional.of(written.getFirst());
        }
        owner.refuse(
                field,
                written.isEmpty()
                        ? "says nothing; one of %s is needed".formatted(String.join(", ", kinds))
                        : "has %s; only one of them is allowed"
                                .formatted(String.join(" and ", written)));
        return Optional.empty();
    }

    static double time(Fields fields, String field, Duration otherwise) {
        return seconds(fields.duration(field, Duration.ZERO, LONGEST).orElse(otherwise));
    }

    private static Distribution uniform(Fields fields, Duration otherwise) {
        double from = time(fields, "from", Duration.ZERO);
        double to = time(fields, "to", otherwise);
        if (to < from) {
            fields.refuse("to", "is shorter than from");
            to = from;
        }
        fields.finish();
        return new Distribution.Uniform(from, to);
    }

    private static Distribution logNormal(Fields fields, Duration otherwise) {
        double mean = Math.max(1e-6, time(fields, "mean", otherwise));
        double deviation = time(fields, "deviation", Duration.ZERO);
        fields.finish();
        return deviation == 0
                ? new Distribution.Constant(mean)
                : Distribution.LogNormal.of(mean, deviation);
    }

    private static Distribution mixture(Fields fields, Duration otherwise) {
        List<Distribution.Mixture.Part> parts = new ArrayList<>();
        for (Fields part : fields.sections("mixture")) {
            parts.add(
                    new Distribution.Mixture.Part(
                            part.number("share", 0.000001, 1_000_000).orElse(1.0),
                            read(part, "time", otherwise)));
            part.finish();
        }
        if (parts.isEmpty()) {
            fields.refuse("mixture", "is empty; at least one {share, time} is needed");
            return new Distribution.Constant(seconds(otherwise));
        }
        return new Distribution.Mixture(parts);
    }

    private static Optional<Distribution> empirical(Fields fields) {
        List<Double> times = new ArrayList<>();
        String written = fields.text("empirical").orElse("");
        for (String each : written.split(",", -1)) {
            Matcher matcher = TIME.matcher(each.strip());
            if (!matcher.matches()) {
                fields.refuse(
                        "empirical",
                        "has %s; allowed are durations with commas between, such as 120ms, 350ms, 2s"
                                .formatted(Values.quoted(each.strip())));
                return Optional.empty();
            }
            double amount = Double.parseDouble(matcher.group(1));
            times.add(
                    switch (matcher.group(2)) {
                        case "ms" -> amount / 1000;
                        case "s" -> amount;
                        case "m" -> amount * 60;
                        default -> amount * 3600;
                    });
        }
        return Optional.of(new Distribution.Empirical(times));
    }
}

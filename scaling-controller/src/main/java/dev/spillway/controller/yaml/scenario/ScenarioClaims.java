package dev.spillway.controller.yaml.scenario;

import dev.spillway.controller.simulate.scenario.Claim;
import dev.spillway.controller.yaml.Fields;
import dev.spillway.controller.yaml.Suggestion;
import dev.spillway.controller.yaml.Values;

import java.time.Duration;
import java.util.Set;

/** Reads what was claimed about a scenario. */
final class ScenarioClaims {

    private static final double MOST = 1_000_000_000;
    private static final double TOLERANCE = 0.1;

    private final Set<String> labels;

    ScenarioClaims(Set<String> labels) {
        this.labels = labels;
    }

    Claim read(Fields fields) {
        for (String field : java.util.List.of("what", "measure", "claimed")) {
            if (!fields.has(field)) {
                fields.refuse(field, "is missing");
            }
        }
        String label = fields.text("policy").orElse(labels.stream().findFirst().orElse(""));
        requireLabel(fields, "policy", label);
        Claim claim =
                new Claim(
                        fields.text("what").orElse(""),
                        label,
                        new Claim.Measure(
                                fields.oneOf("measure", Claim.Quantity.class)
                                        .orElse(Claim.Quantity.MEAN_REPLICAS),
                                ScenarioTimes.time(fields, "at", Duration.ZERO),
                                fields.text("of").orElse("")),
                        fields.number("claimed", -MOST, MOST).orElse(0.0),
                        fields.oneOf("relation", Claim.Relation.class).orElse(Claim.Relation.ABOUT),
                        fields.number("tolerance", 0, 10).orElse(TOLERANCE),
                        fields.text("note"));
        fields.finish();
        return claim;
    }

    private void requireLabel(Fields fields, String field, String label) {
        if (!labels.contains(label)) {
            fields.refuse(
                    field,
                    "is %s; allowed are the labels %s%s"
                            .formatted(
                                    Values.quoted(label),
                                    String.join(", ", labels),
                                    Suggestion.of(label, labels)));
        }
    }
}

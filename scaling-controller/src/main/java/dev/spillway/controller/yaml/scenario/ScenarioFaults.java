package dev.spillway.controller.yaml.scenario;

import dev.spillway.controller.simulate.scenario.Fault;
import dev.spillway.controller.yaml.Fields;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Reads what goes wrong in a scenario. */
final class ScenarioFaults {

    private static final List<String> KINDS =
            List.of(
                    "freeze",
                    "stuck",
                    "zero",
                    "nan",
                    "spike",
                    "lost-shard",
                    "clock-step",
                    "restart",
                    "worker-crash",
                    "store-loss");

    private ScenarioFaults() {}

    static Optional<Fault> read(Fields fields) {
        Optional<String> kind =
                fields.name("kind", String.join("|", KINDS), "are " + String.join(", ", KINDS));
        if (!fields.has("kind")) {
            fields.refuse("kind", "is missing");
        }
        long at = ScenarioPools.nanos(fields, "at");
        Optional<Fault> fault = kind.map(written -> read(fields, written, at));
        if (kind.isPresent()) {
            fields.finish();
        }
        return fault;
    }

    private static Fault read(Fields fields, String kind, long at) {
        return switch (kind) {
            case "clock-step" ->
                    new Fault.ClockStep(
                            at,
                            ScenarioPools.nanos(fields, "by")
                                    * (fields.name("direction", "ahead|back", "are ahead, back")
                                                    .filter("back"::equals)
                                                    .isPresent()
                                            ? -1
                                            : 1));
            case "restart" ->
                    new Fault.Restart(
                            at,
                            ScenarioPools.nanos(fields, "length"),
                            fields.name("memory", "kept|lost", "are kept, lost")
                                    .filter("lost"::equals)
                                    .isEmpty());
            case "worker-crash" ->
                    new Fault.WorkerCrash(
                            at,
                            fields.text("pool").orElse(""),
                            fields.integer("workers", 1, 10_000).orElse(1));
            case "store-loss" -> new Fault.StoreLoss(at);
            default ->
                    new Fault.Sight(
                            switch (kind) {
                                case "freeze" -> Fault.Sight.Kind.FREEZE;
                                case "stuck" -> Fault.Sight.Kind.STUCK;
                                case "zero" -> Fault.Sight.Kind.ZERO;
                                case "nan" -> Fault.Sight.Kind.NAN;
                                case "spike" -> Fault.Sight.Kind.SPIKE;
                                default -> Fault.Sight.Kind.LOST_SHARD;
                            },
                            at,
                            fields.duration("length", Duration.ZERO, ScenarioTimes.LONGEST)
                                    .orElse(Duration.ofMinutes(1))
                                    .toNanos(),
                            fields.number("amount", 0, 1000)
                                    .orElse(kind.equals("spike") ? 10.0 : 0.5));
        };
    }
}

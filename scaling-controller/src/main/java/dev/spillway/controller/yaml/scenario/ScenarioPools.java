package dev.spillway.controller.yaml.scenario;

import dev.spillway.controller.simulate.Distribution;
import dev.spillway.controller.simulate.fleet.FleetPlan;
import dev.spillway.controller.simulate.fleet.Nodes;
import dev.spillway.controller.simulate.line.WaitingLine.Discipline;
import dev.spillway.controller.simulate.scenario.PoolPlan;
import dev.spillway.controller.yaml.BehaviorReader;
import dev.spillway.controller.yaml.Document;
import dev.spillway.controller.yaml.Fields;
import dev.spillway.controller.yaml.PoolReader;
import dev.spillway.controller.yaml.Ranges;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Reads a scenario's pools and nodes. */
final class ScenarioPools {

    static final Duration STARTUP = Duration.ofSeconds(30);

    static final int MOST_REPLICAS = 10_000;

    private final BehaviorReader behaviors = new BehaviorReader();

    /** A pool, and whether each of its tenants gets one like it of its own. */
    record Read(PoolPlan pool, boolean perTenant) {}

    Read read(Fields fields) {
        if (!fields.has("name")) {
            fields.refuse("name", "is missing");
        }
        String name = fields.name("name", Document.NAME, Document.NAME_ALLOWED).orElse("pool");
        boolean perTenant =
                fields.name("sharing", "shared|per-tenant", "are shared, per-tenant")
                        .filter("per-tenant"::equals)
                        .isPresent();
        Discipline discipline = fields.oneOf("fairness", Discipline.class).orElse(Discipline.FAIR);
        int min = fields.integer("minReplicas", 0, MOST_REPLICAS).orElse(1);
        int max = fields.integer("maxReplicas", 1, MOST_REPLICAS).orElse(Math.max(20, min));
        Ranges.requireOrder(fields, min, max, "by default");
        PoolPlan pool =
                new PoolPlan(
                        name,
                        discipline,
                        Math.min(min, max),
                        max,
                        fields.integer("startReplicas", 0, MOST_REPLICAS).orElse(min),
                        fields.integer("targetQueueDepth", 1, PoolReader.MOST_WAITING).orElse(10),
                        fields.integer("waitingLimit", 1, 10_000_000).orElse(10_000_000),
                        behaviors.read(fields),
                        fleet(fields),
                        floors(fields));
        fields.finish();
        return new Read(pool, perTenant);
    }

    private static FleetPlan fleet(Fields fields) {
        Distribution startup = ScenarioTimes.read(fields, "startup", STARTUP);
        return new FleetPlan(
                fields.integer("slotsPerWorker", 1, PoolReader.MOST_SLOTS).orElse(8),
                startup,
                contention(fields),
                cpu(fields),
                fields.duration("drainFor", Duration.ZERO, ScenarioTimes.LONGEST)
                        .map(time -> new FleetPlan.Drain(ScenarioTimes.seconds(time)))
                        .orElse(FleetPlan.Drain.TO_THE_END),
                fields.integer("quota", 1, MOST_REPLICAS).orElse(Integer.MAX_VALUE));
    }

    private static FleetPlan.Contention contention(Fields owner) {
        if (!owner.has("contention")) {
            return FleetPlan.Contention.NONE;
        }
        Fields fields = owner.section("contention");
        FleetPlan.Contention read =
                new FleetPlan.Contention(
                        fields.integer("knee", 1, PoolReader.MOST_SLOTS).orElse(1),
                        fields.number("exponent", 0, 4).orElse(1.0));
        fields.finish();
        return read;
    }

    private static FleetPlan.Cpu cpu(Fields owner) {
        Fields fields = owner.section("cpu");
        FleetPlan.Cpu read =
                new FleetPlan.Cpu(
                        fields.number("idle", 0, 1).orElse(0.0),
                        fields.number("busy", 0, 4).orElse(1.0));
        fields.finish();
        return read;
    }

    private static List<PoolPlan.Floor> floors(Fields owner) {
        List<PoolPlan.Floor> floors = new ArrayList<>();
        for (Fields fields : owner.sections("floors")) {
            floors.add(
                    new PoolPlan.Floor(
                            nanos(fields, "from"),
                            nanos(fields, "until"),
                            fields.integer("replicas", 0, MOST_REPLICAS).orElse(0)));
            fields.finish();
        }
        return floors;
    }

    static long nanos(Fields fields, String field) {
        if (!fields.has(field)) {
            fields.refuse(field, "is missing");
        }
        return fields.duration(field, Duration.ZERO, ScenarioTimes.LONGEST)
                .orElse(Duration.ZERO)
                .toNanos();
    }

    static Nodes.Plan nodes(Fields owner) {
        if (!owner.has("nodes")) {
            return Nodes.Plan.ENDLESS;
        }
        Fields fields = owner.section("nodes");
        int atFirst = fields.integer("atFirst", 0, 100_000).orElse(1);
        Nodes.Plan plan =
                new Nodes.Plan(
                        fields.integer("workersPerNode", 1, MOST_REPLICAS).orElse(1),
                        atFirst,
                        fields.integer("most", 0, 100_000).orElse(atFirst),
                        ScenarioTimes.read(fields, "startup", Duration.ofSeconds(90)),
                        ScenarioTimes.time(fields, "idleFor", Duration.ofMinutes(10)));
        fields.finish();
        return plan;
    }
}

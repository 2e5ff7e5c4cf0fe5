package dev.spillway.controller.yaml.scenario;

import dev.spillway.controller.simulate.scenario.PoolPlan;
import dev.spillway.controller.simulate.scenario.TenantPlan;
import dev.spillway.controller.yaml.Fields;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The pools as they are written, and which pool each tenant is in once everyone has its own. */
record Placement(Map<String, ScenarioPools.Read> written) {

    static Placement read(Fields spec) {
        Map<String, ScenarioPools.Read> pools = new LinkedHashMap<>();
        ScenarioPools reader = new ScenarioPools();
        for (Fields fields : spec.sections("pools")) {
            ScenarioPools.Read read = reader.read(fields);
            if (pools.put(read.pool().name(), read) != null) {
                fields.refuse(
                        "name", "is '%s', and another pool has it".formatted(read.pool().name()));
            }
        }
        if (pools.isEmpty()) {
            spec.refuse("pools", "is missing; at least one pool is needed");
        }
        return new Placement(pools);
    }

    Set<String> names() {
        return written.keySet();
    }

    boolean isShared(String pool) {
        return Optional.ofNullable(written.get(pool)).filter(read -> !read.perTenant()).isPresent();
    }

    /** Those that are shared, and one for each tenant of the others. */
    List<PoolPlan> pools(List<TenantPlan> tenants) {
        return written.values().stream()
                .flatMap(
                        read ->
                                read.perTenant()
                                        ? own(read.pool(), tenants)
                                        : Stream.of(read.pool()))
                .toList();
    }

    private static Stream<PoolPlan> own(PoolPlan pool, List<TenantPlan> tenants) {
        return tenants.stream()
                .filter(tenant -> tenant.pool().equals(pool.name()))
                .map(tenant -> pool.named(tenant.name()));
    }

    /** Each in the pool that serves it. */
    List<TenantPlan> tenants(List<TenantPlan> tenants) {
        return tenants.stream()
                .map(tenant -> isShared(tenant.pool()) ? tenant : tenant.in(tenant.name()))
                .toList();
    }
}

package dev.spillway.controller.capacity.tenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The schema in a real PostgreSQL, held against what the controller says. */
final class TenantScalingSchemaIT {

    private static final Path SCHEMA =
            Path.of(System.getProperty("spillway.root"), "contracts/tenant-scaling.sql");

    private EmbeddedPostgres postgres;
    private Connection connection;

    @BeforeEach
    void aDatabaseWithTheSchema() throws Exception {
        postgres = EmbeddedPostgres.start();
        connection = postgres.getPostgresDatabase().getConnection();
        execute(Files.readString(SCHEMA));
    }

    @AfterEach
    void stop() throws Exception {
        connection.close();
        postgres.close();
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Each row's columns with bars between. */
    private List<String> query(String sql) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            while (result.next()) {
                List<String> columns = new ArrayList<>();
                for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                    columns.add(result.getString(i));
                }
                rows.add(String.join("|", columns));
            }
        }
        return rows;
    }

    private void usage(String tenant, String day, int hours, double cpu, double memory)
            throws SQLException {
        execute(
                """
                INSERT INTO tenant_resource_usage
                    (tenant_id, began_at, hours, mean_cpu_ratio, mean_memory_ratio, cpu_hours)
                VALUES ('%s', '%s', %d, %s, %s, 1)
                """
                        .formatted(tenant, day, hours, cpu, memory));
    }

    @Test
    void tierAndAutoFlagAreFoundByTheirIndexes() throws SQLException {
        assertThat(
                        query(
                                "SELECT indexdef FROM pg_indexes WHERE tablename = 'tenant_scaling_config' ORDER BY indexname"))
                .containsExactly(
                        "CREATE INDEX tenant_scaling_config_auto_scaling_enabled ON public.tenant_scaling_config USING btree (auto_scaling_enabled)",
                        "CREATE UNIQUE INDEX tenant_scaling_config_pkey ON public.tenant_scaling_config USING btree (tenant_id)",
                        "CREATE INDEX tenant_scaling_config_scaling_tier ON public.tenant_scaling_config USING btree (scaling_tier)");
        execute("SET enable_seqscan = off");
        assertThat(
                        query(
                                "EXPLAIN SELECT * FROM tenant_scaling_config WHERE scaling_tier = 'premium'"))
                .anyMatch(line -> line.contains("tenant_scaling_config_scaling_tier"));
        assertThat(query("EXPLAIN SELECT * FROM tenant_scaling_config WHERE auto_scaling_enabled"))
                .anyMatch(line -> line.contains("tenant_scaling_config_auto_scaling_enabled"));
    }

    @Test
    void aTenantNobodyWroteAboutHasTheControllersDefaults() throws SQLException {
        TenantScaling unknown = TenantScaling.unknown("acme", Instant.EPOCH);
        String defaults =
                "%s|%d|%d|%d|%s"
                        .formatted(
                                unknown.tier(),
                                unknown.maxConcurrentJobs(),
                                unknown.maxModelSizeGb(),
                                unknown.maxTrainingDuration().toHours(),
                                unknown.autoScaling() ? "t" : "f");

        assertThat(query("SELECT * FROM get_tenant_scaling_policy('acme')"))
                .containsExactly(defaults);
        execute("INSERT INTO tenant_scaling_config (tenant_id) VALUES ('acme')");
        assertThat(query("SELECT * FROM get_tenant_scaling_policy('acme')"))
                .containsExactly(defaults);
        assertThat(query("SELECT scaling_rules FROM tenant_scaling_config")).containsExactly("{}");
    }

    @Test
    void eachTenantHasItsOwnPolicy() throws SQLException {
        execute("INSERT INTO tenant_scaling_config VALUES ('acme', 'premium', 8, 40, 72, true)");
        execute("INSERT INTO tenant_scaling_config VALUES ('bakery', 'standard')");

        assertThat(query("SELECT * FROM get_tenant_scaling_policy('acme')"))
                .containsExactly("premium|8|40|72|t");
        assertThat(query("SELECT * FROM get_tenant_scaling_policy('bakery')"))
                .containsExactly("standard|1|1|24|f");
    }

    @ParameterizedTest
    @CsvSource({
        "scaling_tier, 'gold'",
        "max_concurrent_jobs, -1",
        "max_model_size_gb, -1",
        "max_training_duration_hours, -1"
    })
    void whatCannotBeIsNotTaken(String column, String value) {
        String literal = column.equals("scaling_tier") ? "'" + value + "'" : value;

        assertThatThrownBy(
                        () ->
                                execute(
                                        "INSERT INTO tenant_scaling_config (tenant_id, %s) VALUES ('acme', %s)"
                                                .formatted(column, literal)))
                .hasMessageContaining("tenant_scaling_config_" + column + "_check");
    }

    /** The view says of two days together what the controller's roll-up says. */
    @ParameterizedTest
    @CsvSource({"0.3, 0.3", "0.4, 0.3", "0.8, 0.9", "0.9, 0.9", "0.9, 0.5"})
    void theViewIsRefreshedBesideReadersAndAgreesWithTheRollUp(double cpu, double memory)
            throws SQLException {
        execute("INSERT INTO tenant_scaling_config (tenant_id) VALUES ('acme')");
        usage("acme", "2026-01-05", 24, cpu, memory);
        execute("REFRESH MATERIALIZED VIEW tenant_cost");
        usage("acme", "2026-01-06", 8, cpu, memory);
        execute("REFRESH MATERIALIZED VIEW CONCURRENTLY tenant_cost");

        Usage day = new Usage(Duration.ofHours(24), 1, 0, 0, 0, cpu, memory, 0, 0);
        Usage both = day.plus(new Usage(Duration.ofHours(8), 1, 0, 0, 0, cpu, memory, 0, 0));
        assertThat(query("SELECT tenant_id, cpu_hours, fit FROM tenant_cost"))
                .containsExactly("acme|2|" + both.fit().name().toLowerCase(Locale.ROOT));
    }
}

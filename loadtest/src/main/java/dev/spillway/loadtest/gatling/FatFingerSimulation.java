package dev.spillway.loadtest.gatling;

import static io.gatling.javaapi.core.CoreDsl.constantUsersPerSec;
import static io.gatling.javaapi.core.CoreDsl.scenario;
import static io.gatling.javaapi.http.HttpDsl.http;

import dev.spillway.loadtest.sample.SampleLog;
import dev.spillway.loadtest.scenario.ApiKeys;
import dev.spillway.loadtest.scenario.Questions;
import dev.spillway.loadtest.scenario.Scenario;
import dev.spillway.loadtest.scenario.Schedule;
import dev.spillway.loadtest.scenario.TenantDocuments;
import dev.spillway.loadtest.scenario.TenantLoad;

import io.gatling.javaapi.core.Simulation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/** Somebody's slip: a hundred queries in five seconds, then silence. */
public final class FatFingerSimulation extends Simulation {

    public static final int SECONDS = 5;
    private static final int QUERIES = 100;

    private final SampleLog log;

    public FatFingerSimulation() {
        Settings settings = Settings.ofSystem();
        try {
            Files.createDirectories(settings.samples().toAbsolutePath().getParent());
            log = new SampleLog(settings.samples());
            TenantDocuments.Tenant tenant = tenant(settings);
            double rate = (double) QUERIES / SECONDS;
            TenantLoad load = new TenantLoad(tenant.name(), tenant.tier(), rate, 0);
            // The burst is the scenario's first phase; nothing is sent in the others.
            Scenario burst =
                    new Scenario(
                            List.of(load),
                            tenant.name(),
                            1,
                            new Scenario.Lengths(0, SECONDS, 1, 1));
            Attempts attempts =
                    new Attempts(
                            tenant.name(),
                            ApiKeys.read(settings.keys()).key(tenant.name()),
                            Questions.of(tenant, settings.corpus()),
                            Schedule.of(burst, load),
                            log,
                            InstantSource.system());
            setUp(
                            scenario(tenant.name())
                                    .exec(attempts.chain())
                                    .injectOpen(
                                            constantUsersPerSec(rate)
                                                    .during(Duration.ofSeconds(SECONDS))))
                    .protocols(http.baseUrl(settings.router().toString()).shareConnections());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void after() {
        log.close();
    }

    private static TenantDocuments.Tenant tenant(Settings settings) throws IOException {
        return TenantDocuments.read(settings.tenants()).stream()
                .filter(tenant -> tenant.name().equals(settings.floodingTenant()))
                .findFirst()
                .orElseThrow(
                        () ->
                                new IOException(
                                        "tenant "
                                                + settings.floodingTenant()
                                                + " is not in "
                                                + settings.tenants()));
    }
}

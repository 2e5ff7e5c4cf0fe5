package dev.spillway.loadtest.gatling;

import static io.gatling.javaapi.core.CoreDsl.constantUsersPerSec;
import static io.gatling.javaapi.core.CoreDsl.nothingFor;
import static io.gatling.javaapi.core.CoreDsl.scenario;
import static io.gatling.javaapi.http.HttpDsl.http;

import dev.spillway.loadtest.sample.SampleLog;
import dev.spillway.loadtest.scenario.ApiKeys;
import dev.spillway.loadtest.scenario.Questions;
import dev.spillway.loadtest.scenario.Scenario;
import dev.spillway.loadtest.scenario.Schedule;
import dev.spillway.loadtest.scenario.Stretch;
import dev.spillway.loadtest.scenario.TenantDocuments;
import dev.spillway.loadtest.scenario.TenantLoad;

import io.gatling.javaapi.core.OpenInjectionStep;
import io.gatling.javaapi.core.PopulationBuilder;
import io.gatling.javaapi.core.Simulation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** Many tenants share a pool; one of them floods it for a while and the others ask as always. */
public final class NoisyNeighbourSimulation extends Simulation {

    private final SampleLog log;

    public NoisyNeighbourSimulation() {
        Settings settings = Settings.ofSystem();
        try {
            Files.createDirectories(settings.samples().toAbsolutePath().getParent());
            log = new SampleLog(settings.samples());
            setUp(populations(settings))
                    .protocols(
                            http.baseUrl(settings.router().toString())
                                    .shareConnections()
                                    .disableCaching());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void after() {
        log.close();
    }

    private List<PopulationBuilder> populations(Settings settings) throws IOException {
        Scenario scenario = settings.scenario();
        ApiKeys keys = ApiKeys.read(settings.keys());
        List<TenantDocuments.Tenant> documents = TenantDocuments.read(settings.tenants());
        List<PopulationBuilder> populations = new ArrayList<>();
        for (int i = 0; i < documents.size(); i++) {
            TenantLoad tenant = scenario.tenants().get(i);
            Attempts attempts =
                    new Attempts(
                            tenant.name(),
                            keys.key(tenant.name()),
                            Questions.of(documents.get(i), settings.corpus()),
                            Schedule.of(scenario, tenant),
                            log,
                            InstantSource.system());
            populations.add(
                    scenario(tenant.name())
                            .exec(attempts.chain())
                            .injectOpen(
                                    injection(scenario, tenant).toArray(OpenInjectionStep[]::new)));
        }
        return populations;
    }

    private static List<OpenInjectionStep> injection(Scenario scenario, TenantLoad tenant) {
        List<OpenInjectionStep> steps = new ArrayList<>();
        steps.add(nothingFor(Duration.ofMillis(tenant.staggerMillis())));
        for (Stretch stretch : scenario.stretches()) {
            if (stretch.lengthSeconds() > 0) {
                steps.add(
                        constantUsersPerSec(scenario.ratePerSecond(tenant, stretch.phase()))
                                .during(Duration.ofSeconds(stretch.lengthSeconds())));
            }
        }
        return steps;
    }
}

package dev.spillway.loadtest.demo;

import dev.spillway.loadtest.gatling.Settings;
import dev.spillway.loadtest.platform.PlatformSettings;
import dev.spillway.loadtest.scenario.ApiKeys;
import dev.spillway.loadtest.scenario.Questions;
import dev.spillway.loadtest.scenario.TenantDocuments;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What somebody may do with a platform that stays up. */
final class Invitation {

    private Invitation() {}

    static List<String> lines(PlatformSettings where, Settings load) throws IOException {
        List<String> lines = new ArrayList<>();
        lines.add("The platform stays up. Ask it something, as one of its tenants:");
        lines.add("");
        ApiKeys keys = ApiKeys.read(load.keys());
        String router = "localhost:" + where.routerPort();
        for (TenantDocuments.Tenant tenant : TenantDocuments.read(load.tenants())) {
            String question =
                    Questions.of(tenant, load.corpus())
                            .getFirst()
                            .replace("'", "")
                            .replace("\"", "");
            lines.add(
                    "curl -s %s/v1/query -H 'X-Api-Key: %s' \\"
                            .formatted(router, keys.key(tenant.name())));
            lines.add(
                    "     -H 'Content-Type: application/json' -d '{\"question\": \"%s\"}'"
                            .formatted(question));
        }
        lines.add("");
        lines.add(
                "OpenAI clients:  base URL http://%s/v1, one of these keys, model spillway"
                        .formatted(router));
        lines.add("Pools, tenants:  ./spillway status --url " + where.controller());
        lines.add("Stop:            Ctrl-C");
        return lines;
    }
}

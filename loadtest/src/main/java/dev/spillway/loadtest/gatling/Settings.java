package dev.spillway.loadtest.gatling;

import dev.spillway.loadtest.scenario.Scenario;
import dev.spillway.loadtest.scenario.TenantDocuments;
import dev.spillway.loadtest.scenario.TenantLoad;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/**
 * A simulation's parameters. They travel as system properties, because that is all Gatling hands to
 * a simulation.
 *
 * @param router where to ask
 * @param tenants folder of tenant documents
 * @param keys file of the tenants' API keys
 * @param corpus folder with the questions
 * @param samples file to write the samples to
 * @param rates requests a second by tier, in ordinary times
 */
public record Settings(
        URI router,
        Path tenants,
        Path keys,
        Path corpus,
        Path samples,
        String floodingTenant,
        double floodFactor,
        Scenario.Lengths lengths,
        Map<String, Double> rates) {

    private static final String PREFIX = "spillway.load.";

    /**
     * Two workers of 16 slots and 700 ms carry the ordinary load of ten tenants and not the flood.
     */
    private static final Map<String, Double> RATES =
            Map.of("enterprise", 8.0, "premium", 8.0, "standard", 3.0, "free", 2.0);

    public Settings {
        rates = Map.copyOf(rates);
    }

    /** The defaults: the demo's tenants below the project's root. */
    public static Settings defaults(Path root) {
        Path demo = root.resolve("examples").resolve("demo");
        return new Settings(
                URI.create("http://localhost:8000"),
                demo,
                demo.resolve("keys.env"),
                root.resolve("corpus"),
                root.resolve("results").resolve("samples.part"),
                "media",
                10,
                new Scenario.Lengths(15, 50, 60, 55),
                RATES);
    }

    static Settings ofSystem() {
        Properties properties = System.getProperties();
        String root = properties.getProperty("spillway.root", ".");
        return of(properties, Path.of(root));
    }

    static Settings of(Properties properties, Path root) {
        Settings fallback = defaults(root);
        Map<String, Double> rates = new TreeMap<>(RATES);
        rates.replaceAll((tier, rate) -> number(properties, "rate." + tier, rate));
        return new Settings(
                URI.create(text(properties, "router", fallback.router().toString())),
                Path.of(text(properties, "tenants", fallback.tenants().toString())),
                Path.of(text(properties, "keys", fallback.keys().toString())),
                Path.of(text(properties, "corpus", fallback.corpus().toString())),
                Path.of(text(properties, "samples", fallback.samples().toString())),
                text(properties, "floodingTenant", fallback.floodingTenant()),
                number(properties, "floodFactor", fallback.floodFactor()),
                new Scenario.Lengths(
                        whole(properties, "rampSeconds", fallback.lengths().rampSeconds()),
                        whole(properties, "warmSeconds", fallback.lengths().warmSeconds()),
                        whole(properties, "spikeSeconds", fallback.lengths().spikeSeconds()),
                        whole(properties, "recoverSeconds", fallback.lengths().recoverSeconds())),
                rates);
    }

    /** The flags that give another JVM these settings. */
    public List<String> asFlags() {
        List<String> flags =
                new ArrayList<>(
                        List.of(
                                flag("router", router),
                                flag("tenants", tenants),
                                flag("keys", keys),
                                flag("corpus", corpus),
                                flag("samples", samples),
                                flag("floodingTenant", floodingTenant),
                                flag("floodFactor", floodFactor),
                                flag("rampSeconds", lengths.rampSeconds()),
                                flag("warmSeconds", lengths.warmSeconds()),
                                flag("spikeSeconds", lengths.spikeSeconds()),
                                flag("recoverSeconds", lengths.recoverSeconds())));
        new TreeMap<>(rates).forEach((tier, rate) -> flags.add(flag("rate." + tier, rate)));
        return flags;
    }

    public Scenario scenario() throws IOException {
        List<TenantLoad> loads = new ArrayList<>();
        for (TenantDocuments.Tenant tenant : TenantDocuments.read(tenants)) {
            // A prime, so that no two tenants' requests keep falling on the same millisecond.
            long staggerMillis = 37L * loads.size();
            loads.add(new TenantLoad(tenant.name(), tenant.tier(), rate(tenant), staggerMillis));
        }
        return new Scenario(loads, floodingTenant, floodFactor, lengths);
    }

    private double rate(TenantDocuments.Tenant tenant) throws IOException {
        String tier = tenant.tier().equals("basic") ? "free" : tenant.tier();
        Double rate = rates.get(tier);
        if (rate == null) {
            throw new IOException(
                    "tier of tenant "
                            + tenant.name()
                            + ": "
                            + tier
                            + " is none of "
                            + new TreeMap<>(rates).keySet());
        }
        return rate;
    }

    private static String flag(String name, Object value) {
        return "-D" + PREFIX + name + "=" + value;
    }

    private static String text(Properties properties, String name, String fallback) {
        return properties.getProperty(PREFIX + name, fallback);
    }

    private static int whole(Properties properties, String name, int fallback) {
        String value = text(properties, name, Integer.toString(fallback));
        try {
            return Integer.parseInt(value);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    PREFIX + name + ": " + value + " is not a whole number", e);
        }
    }

    private static double number(Properties properties, String name, double fallback) {
        String value = text(properties, name, Double.toString(fallback));
        try {
            return Double.parseDouble(value);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    PREFIX + name + ": " + value + " is not a number", e);
        }
    }
}

package dev.spillway.loadtest.demo;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a report says about the platform that was measured.
 *
 * @param name for the title
 * @param settings in the order to show them
 * @param note what the numbers do not say by themselves
 */
record Measured(String name, Map<String, String> settings, String note) {

    /** One that this demo started. */
    static Measured started(String fairness) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("fairness", fairness);
        settings.putAll(DemoWorkers.facts());
        return new Measured(
                fairness + " queue",
                settings,
                "Service time is synthetic: each worker really embeds the question and searches its tenant's documents,"
                        + " then waits as a language model of that speed would.");
    }

    /** One that was there. */
    static Measured found(URI router, URI controller) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("router", router.toString());
        settings.put("controller", controller.toString());
        return new Measured(
                router.toString(),
                settings,
                "The platform was there before; the machine named here is where the load came from. Latencies have the way"
                        + " to the platform in them.");
    }
}

package dev.spillway.loadtest.report;

import java.lang.management.ManagementFactory;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** The machine under the run, because absolute times mean little without it. */
public final class Machine {

    private static final double GIB = 1L << 30;

    private Machine() {}

    public static Map<String, String> facts() {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("processors", Integer.toString(Runtime.getRuntime().availableProcessors()));
        if (ManagementFactory.getOperatingSystemMXBean()
                instanceof com.sun.management.OperatingSystemMXBean system) {
            facts.put(
                    "memory",
                    String.format(Locale.ROOT, "%.1f GiB", system.getTotalMemorySize() / GIB));
            facts.put(
                    "load before",
                    String.format(Locale.ROOT, "%.1f", system.getSystemLoadAverage()));
        }
        facts.put("system", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
        facts.put("java", System.getProperty("java.vm.version"));
        return facts;
    }
}

package dev.spillway.rag;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Import;

import java.io.IOException;
import java.util.Locale;
import java.util.Set;

/**
 * The worker process. It takes no auto-configuration: everything it is made of is in the two
 * configurations it imports, and many of it start at once.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@ConfigurationPropertiesScan
@Import({RetrievalConfiguration.class, WorkerConfiguration.class})
class RagService {

    private static final Set<String> LOG_LEVELS =
            Set.of("TRACE", "DEBUG", "INFO", "WARN", "ERROR", "OFF");

    RagService() {}

    public static void main(String[] args) {
        // Logging is set up before any property is bound, and would stumble over it first.
        String level = System.getenv().getOrDefault("LOG_LEVEL", "INFO");
        if (!LOG_LEVELS.contains(level.toUpperCase(Locale.ROOT))) {
            StartupFault.print(
                    "LOG_LEVEL is '%s'; allowed are TRACE, DEBUG, INFO, WARN, ERROR, OFF"
                            .formatted(level));
            System.exit(1);
        }
        if (args.length > 0 && args[0].equals(Precompute.COMMAND)) {
            precompute(args);
            return;
        }
        SpringApplication.run(RagService.class, args);
    }

    private static void precompute(String[] args) {
        try {
            Precompute.run(args);
        } catch (IOException e) {
            StartupFault.print("precompute: " + e.getMessage());
            System.exit(1);
        }
    }
}

package dev.spillway.router;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.webmvc.autoconfigure.error.ErrorMvcAutoConfiguration;

/** The router process. */
@SpringBootApplication(
        // Its error pages are HTML or another JSON; ours are written by ProblemWriter alone.
        exclude = ErrorMvcAutoConfiguration.class,
        proxyBeanMethods = false)
@ConfigurationPropertiesScan
class RouterApplication {
    static void main(String... arguments) {
        try {
            StartFailure.requireLogLevel(System.getenv("LOG_LEVEL"));
            SpringApplication.run(RouterApplication.class, arguments);
        } catch (RuntimeException e) {
            System.err.println("tenant-router: " + StartFailure.line(e));
            System.exit(1);
        }
    }
}

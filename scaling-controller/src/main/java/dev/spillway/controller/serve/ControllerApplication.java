package dev.spillway.controller.serve;

import dev.spillway.controller.settings.Settings;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

/** The controller as a running application. */
@SpringBootApplication(proxyBeanMethods = false)
public class ControllerApplication {

    /** Starts it; it runs until its context is closed or the process is asked to stop. */
    public static ConfigurableApplicationContext start(Settings settings) {
        SpringApplication application = new SpringApplication(ControllerApplication.class);
        application.addInitializers(
                context ->
                        ((GenericApplicationContext) context)
                                .registerBean(Settings.class, () -> settings));
        return application.run(
                "--server.address=" + settings.address(),
                "--server.port=" + settings.port(),
                "--logging.level.root=" + settings.logLevel());
    }
}

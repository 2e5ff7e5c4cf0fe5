package dev.spillway.loadtest.platform;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * How to start a local platform.
 *
 * @param root the project's root, with the built modules and the corpus
 * @param documents folder of tenant documents
 * @param folder where logs and state go
 * @param workers ready workers to wait for
 * @param environment what the processes get besides this process's own environment
 * @param shortLived the processes live for minutes: the compiler that pays off in an hour would
 *     only take the processor from those that answer
 */
public record PlatformSettings(
        Path root,
        Path documents,
        Path folder,
        int routerPort,
        int controllerPort,
        int redisPort,
        int workers,
        Map<String, String> environment,
        boolean shortLived) {

    public PlatformSettings {
        root = root.toAbsolutePath().normalize();
        documents = documents.toAbsolutePath().normalize();
        folder = folder.toAbsolutePath().normalize();
        environment = Map.copyOf(environment);
    }

    public URI router() {
        return loopback(routerPort);
    }

    public URI controller() {
        return loopback(controllerPort);
    }

    public static URI loopback(int port) {
        return URI.create("http://127.0.0.1:" + port);
    }

    /**
     * The flood's waiting callers each hold a connection. A router without memory must end, so that
     * its callers turn to another, instead of keeping them waiting for nothing.
     */
    List<String> routerFlags() {
        return flags("-Xmx768m", "-XX:+ExitOnOutOfMemoryError");
    }

    List<String> controllerFlags() {
        return flags("-Xmx128m");
    }

    List<String> workerFlags() {
        return flags("-Xmx256m");
    }

    private List<String> flags(String... own) {
        List<String> flags = new ArrayList<>(List.of(own));
        flags.add("-XX:+UseSerialGC");
        if (shortLived) {
            flags.add("-XX:TieredStopAtLevel=1");
        }
        return List.copyOf(flags);
    }
}

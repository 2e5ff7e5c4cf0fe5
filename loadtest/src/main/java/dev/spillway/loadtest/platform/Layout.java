package dev.spillway.loadtest.platform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Where the project keeps what a local platform is made of. */
public record Layout(Path root) {

    private static final String VERSION = "0.1.0-SNAPSHOT";

    public Path router() {
        return app("tenant-router");
    }

    public Path controller() {
        return app("scaling-controller");
    }

    public Path worker() {
        return app("rag-service");
    }

    public List<Path> missing() {
        return List.of(router(), controller(), worker()).stream()
                .filter(jar -> !Files.isRegularFile(jar))
                .toList();
    }

    public void check() throws IOException {
        if (!missing().isEmpty()) {
            throw new IOException(
                    "not built: " + missing().getFirst() + "; build with: mvn -DskipTests package");
        }
    }

    private Path app(String module) {
        return root.resolve(module).resolve("target").resolve(module + "-" + VERSION + "-app.jar");
    }
}

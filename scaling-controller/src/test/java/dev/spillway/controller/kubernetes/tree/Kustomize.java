package dev.spillway.controller.kubernetes.tree;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The program that renders kustomizations: {@code kubectl kustomize}, or {@code kustomize build}.
 */
record Kustomize(List<String> command) {

    static Optional<Kustomize> onThePath() {
        return Stream.of(List.of("kubectl", "kustomize"), List.of("kustomize", "build"))
                .filter(command -> isOnThePath(command.getFirst()))
                .map(Kustomize::new)
                .findFirst();
    }

    static boolean isOnThePath(String program) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    /** The objects of a folder as YAML documents. */
    String render(Path folder) {
        try {
            Path complaint = Files.createTempFile("kustomize", ".txt");
            try {
                Process process =
                        new ProcessBuilder(
                                        Stream.concat(
                                                        command.stream(),
                                                        Stream.of(folder.toString()))
                                                .toList())
                                .redirectError(complaint.toFile())
                                .start();
                String yaml =
                        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                if (process.waitFor() != 0) {
                    throw new AssertionError(folder + ": " + Files.readString(complaint));
                }
                return yaml;
            } finally {
                Files.delete(complaint);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}

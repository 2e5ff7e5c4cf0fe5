package dev.spillway.controller.kubernetes.tree;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** The combinations of k8s/tests, each rendered once. */
final class RenderedTrees {

    static final Path FOLDER = Path.of(System.getProperty("spillway.root"), "k8s");

    private static final String NO_PROGRAM =
            "k8s/tests is not checked: neither kubectl nor kustomize is on the path";
    private static final Optional<Kustomize> KUSTOMIZE = Kustomize.onThePath();
    private static final Map<String, String> RENDERED = new ConcurrentHashMap<>();

    private RenderedTrees() {}

    /** Skips what needs rendering where nothing can render, and says so. */
    static void assumeRendering() {
        if (KUSTOMIZE.isEmpty()) {
            System.out.println(NO_PROGRAM);
        }
        assumeTrue(KUSTOMIZE.isPresent(), NO_PROGRAM);
    }

    static String yaml(String combination) {
        return RENDERED.computeIfAbsent(
                combination,
                name -> KUSTOMIZE.orElseThrow().render(FOLDER.resolve("tests").resolve(name)));
    }

    static Tree tree(String combination) {
        return Tree.of(yaml(combination));
    }

    /** What all objects may be; the CRDs are the same in every combination. */
    static Schemas schemas() {
        return SchemasOfTheTree.ALL;
    }

    private static final class SchemasOfTheTree {
        static final Schemas ALL = new Schemas(FOLDER.resolve("schemas"), tree("base"));
    }

    /** The names of a folder's folders, in order. */
    static Stream<String> foldersIn(String folder) {
        try (Stream<Path> entries = Files.list(FOLDER.resolve(folder))) {
            return new TreeSet<>(
                            entries.filter(Files::isDirectory)
                                    .map(entry -> entry.getFileName().toString())
                                    .toList())
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

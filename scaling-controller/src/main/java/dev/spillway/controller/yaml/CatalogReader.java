package dev.spillway.controller.yaml;

import dev.spillway.controller.catalog.Catalog;
import dev.spillway.controller.catalog.Defaults;

import org.yaml.snakeyaml.nodes.Node;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Reads all documents of some files together. */
public final class CatalogReader {

    private final Defaults defaults;

    public CatalogReader(Defaults defaults) {
        this.defaults = defaults;
    }

    /**
     * Reads, checks and puts together.
     *
     * @param paths files, and folders of {@code .yaml} and {@code .yml} files
     */
    public Reading.Whole read(List<Path> paths) {
        return read(
                paths,
                catalog -> catalog.pools().isEmpty() && catalog.tenants().isEmpty(),
                NOTHING);
    }

    /**
     * The same for documents that need not name a pool or a tenant: a price book alone is enough.
     *
     * @param paths files, and folders of {@code .yaml} and {@code .yml} files
     */
    public Reading.Whole readAny(List<Path> paths) {
        return read(
                paths,
                catalog ->
                        catalog.pools().isEmpty()
                                && catalog.tenants().isEmpty()
                                && catalog.priceBook().isEmpty(),
                NOTHING_AT_ALL);
    }

    /**
     * The same for documents that are nodes already, such as a cluster's resources; there may be
     * none.
     *
     * @param nodes by the names that messages give them
     * @param rules what else is asked of each
     */
    public Reading.Whole readNodes(Map<String, Node> nodes, Consumer<Document> rules) {
        Problems problems = new Problems();
        List<Document> documents = new ArrayList<>();
        nodes.forEach((name, node) -> Document.of(name, node, problems).ifPresent(documents::add));
        documents.forEach(rules);
        return reading(new CatalogBuilder(defaults).build(documents), problems);
    }

    private static Reading.Whole reading(Catalog catalog, Problems problems) {
        return problems.count() == 0
                ? new Reading.Good(catalog)
                : new Reading.Refused(problems.inOrder());
    }

    private Reading.Whole read(List<Path> paths, Predicate<Catalog> isEmpty, String whenEmpty) {
        Problems problems = new Problems();
        List<Document> documents = new ArrayList<>();
        for (Path path : paths) {
            for (Path file : files(path, problems)) {
                for (Node node : YamlFile.documents(file, problems)) {
                    Document.of(file.toString(), node, problems).ifPresent(documents::add);
                }
            }
        }
        Catalog catalog = new CatalogBuilder(defaults).build(documents);
        if (problems.count() == 0 && isEmpty.test(catalog)) {
            paths.forEach(path -> problems.add(new Problem(path.toString(), 0, whenEmpty)));
        }
        return reading(catalog, problems);
    }

    private static final String NOTHING =
            "holds no Pool and no Tenant; at least one document in a .yaml or .yml file is needed";
    private static final String NOTHING_AT_ALL =
            "holds no Pool, Tenant or PriceBook; at least one document in a .yaml or .yml file is needed";

    /** The files that {@link #read} would read; those of a folder in the order of their names. */
    static List<Path> files(Path path, Problems problems) {
        if (!Files.isDirectory(path)) {
            return List.of(path);
        }
        try (Stream<Path> entries = Files.list(path)) {
            return entries.filter(CatalogReader::isYaml).sorted().toList();
        } catch (IOException e) {
            problems.add(new Problem(path.toString(), 0, "cannot be read: " + e.getMessage()));
            return List.of();
        }
    }

    private static boolean isYaml(Path file) {
        String name = file.getFileName().toString();
        return !name.startsWith(".") && (name.endsWith(".yaml") || name.endsWith(".yml"));
    }
}

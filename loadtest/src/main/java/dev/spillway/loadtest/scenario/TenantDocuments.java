package dev.spillway.loadtest.scenario;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MappingIterator;
import tools.jackson.dataformat.yaml.YAMLMapper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Reads from a folder's documents only what a load needs to know: who the tenants are and what they
 * can be asked about.
 */
public final class TenantDocuments {

    private TenantDocuments() {}

    public record Tenant(String name, String tier, String pool, List<String> collections) {

        public Tenant {
            collections = List.copyOf(collections);
        }
    }

    /** The folder's tenants by name. */
    public static List<Tenant> read(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new IOException("no folder of tenant documents at " + folder);
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".yaml"))
                    .flatMap(file -> tenants(file).stream())
                    .sorted(Comparator.comparing(Tenant::name))
                    .toList();
        } catch (JacksonException e) {
            throw new IOException(folder + ": " + e.getOriginalMessage(), e);
        }
    }

    private static List<Tenant> tenants(Path file) {
        try (MappingIterator<JsonNode> documents =
                new YAMLMapper().readerFor(JsonNode.class).readValues(file.toFile())) {
            return documents.readAll().stream()
                    .filter(document -> document.path("kind").asString("").equals("Tenant"))
                    .map(TenantDocuments::tenant)
                    .toList();
        }
    }

    private static Tenant tenant(JsonNode document) {
        String name = document.path("metadata").path("name").asString("");
        JsonNode spec = document.path("spec");
        List<String> collections =
                spec.path("corpus").path("collections").values().stream()
                        .map(JsonNode::asString)
                        .toList();
        String pool = spec.path("pool").asString("dedicated");
        return new Tenant(
                name,
                spec.path("tier").asString("standard"),
                pool.equals("dedicated") ? name : pool,
                collections);
    }
}

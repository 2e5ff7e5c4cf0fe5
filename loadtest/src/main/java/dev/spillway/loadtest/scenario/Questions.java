package dev.spillway.loadtest.scenario;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What a tenant's users ask: one question a line, for each collection of the corpus. */
public final class Questions {

    private Questions() {}

    public static List<String> of(TenantDocuments.Tenant tenant, Path corpus) throws IOException {
        List<String> questions = new ArrayList<>();
        for (String collection : tenant.collections()) {
            Path file = corpus.resolve("questions").resolve(collection + ".txt");
            if (!Files.isReadable(file)) {
                throw new IOException(
                        "no questions for collection "
                                + collection
                                + ": expected one a line in "
                                + file);
            }
            Files.readAllLines(file).stream()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .forEach(questions::add);
        }
        if (questions.isEmpty()) {
            throw new IOException("tenant " + tenant.name() + " has no collection to ask about");
        }
        return List.copyOf(questions);
    }
}

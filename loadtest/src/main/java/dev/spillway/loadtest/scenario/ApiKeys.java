package dev.spillway.loadtest.scenario;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The tenants' keys from a file of {@code tenant=key} lines. */
public final class ApiKeys {

    private final Path file;
    private final Map<String, String> keys;

    private ApiKeys(Path file, Map<String, String> keys) {
        this.file = file;
        this.keys = Map.copyOf(keys);
    }

    public static ApiKeys read(Path file) throws IOException {
        if (!Files.isReadable(file)) {
            throw new IOException("no API keys at " + file + ": expected lines of tenant=key");
        }
        List<String> lines =
                Files.readAllLines(file).stream()
                        .map(String::strip)
                        .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                        .toList();
        for (String line : lines) {
            if (line.indexOf('=') < 1) {
                throw new IOException(file + ": a line is not tenant=key");
            }
        }
        return new ApiKeys(
                file,
                lines.stream()
                        .collect(
                                Collectors.toMap(
                                        line -> line.substring(0, line.indexOf('=')).strip(),
                                        line ->
                                                unquoted(
                                                        line.substring(line.indexOf('=') + 1)
                                                                .strip()))));
    }

    public String key(String tenant) throws IOException {
        // A shell variable cannot have the hyphen that a tenant's name may have.
        String key = keys.getOrDefault(tenant, keys.getOrDefault(tenant.replace('-', '_'), ""));
        if (key.isEmpty()) {
            throw new IOException("no key for tenant " + tenant + " in " + file);
        }
        return key;
    }

    private static String unquoted(String value) {
        boolean quoted =
                value.length() > 1
                        && (value.charAt(0) == '"' || value.charAt(0) == '\'')
                        && value.charAt(value.length() - 1) == value.charAt(0);
        return quoted ? value.substring(1, value.length() - 1) : value;
    }
}

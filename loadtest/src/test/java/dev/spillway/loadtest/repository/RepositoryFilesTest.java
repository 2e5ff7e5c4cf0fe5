package dev.spillway.loadtest.repository;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Files that speak of each other agree: settings, dashboards and metrics, links. */
class RepositoryFilesTest {

    private static final Path ROOT = Path.of(System.getProperty("spillway.root", ".."));
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Z][A-Z_]+):");
    private static final Pattern READ = Pattern.compile("from\\.\\w+\\(\\s*\"([A-Z][A-Z_]+)\"");
    private static final Pattern SET = Pattern.compile("(?m)^([A-Z][A-Z_]+)=");
    private static final Pattern METRIC = Pattern.compile("\\b((?:tenant|http|rag|scaling)_\\w+)");
    private static final Pattern NAME = Pattern.compile("(?m)^\\s*(?:- )?name: (\\w+)");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:\\s]+)(?:#[^)]*)?\\)");

    @Test
    void everySettingAModuleReadsIsInTheExampleEnvironment() {
        Set<String> read = new TreeSet<>();
        for (String module : List.of("tenant-router", "rag-service", "scaling-controller")) {
            Path main = ROOT.resolve(module).resolve("src/main");
            files(main, name -> name.endsWith("application.yaml"))
                    .forEach(file -> read.addAll(found(VARIABLE, text(file))));
            files(main, name -> name.endsWith(".java"))
                    .forEach(file -> read.addAll(found(READ, text(file))));
        }
        assertThat(read).contains("REDIS_HOST", "MIN_REPLICAS", "SPILLWAY_POOL");
        assertThat(found(SET, text(ROOT.resolve(".env.example")))).containsAll(read);
    }

    @Test
    void dashboardsShowOnlyMetricsThatAModuleHasListed() {
        Set<String> listed = new TreeSet<>();
        files(ROOT.resolve("contracts"), name -> name.startsWith("metrics"))
                .forEach(file -> listed.addAll(found(NAME, text(file))));
        Set<String> shown = new TreeSet<>();
        files(ROOT.resolve("grafana/dashboards"), name -> name.endsWith(".json"))
                .forEach(file -> shown.addAll(found(METRIC, expressions(text(file)))));
        shown.removeIf(name -> listed.contains(name.replaceAll("_bucket$", "")));
        assertThat(shown).as("shown in a dashboard, listed in no contract").isEmpty();
    }

    @Test
    void readmeFitsOnAFewPages() {
        assertThat(text(ROOT.resolve("README.md")).lines().count()).isLessThanOrEqualTo(120);
    }

    @Test
    void linksBetweenDocumentsLeadSomewhere() {
        Stream.concat(
                        files(ROOT.resolve("docs"), name -> name.endsWith(".md")),
                        Stream.of("README.md", "CONTRIBUTING.md", "corpus/README.md")
                                .map(ROOT::resolve))
                .forEach(
                        file ->
                                assertThat(found(LINK, text(file)))
                                        .as("links of %s", file)
                                        .allMatch(link -> Files.exists(file.resolveSibling(link))));
    }

    private static String expressions(String dashboard) {
        return String.join(
                "\n", found(Pattern.compile("\"expr\": \"((?:[^\"\\\\]|\\\\.)*)\""), dashboard));
    }

    private static Set<String> found(Pattern pattern, String text) {
        Set<String> found = new TreeSet<>();
        pattern.matcher(text).results().map((MatchResult m) -> m.group(1)).forEach(found::add);
        return found;
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<Path> files(Path folder, Predicate<String> name) {
        try (Stream<Path> all = Files.walk(folder)) {
            return all
                    .filter(Files::isRegularFile)
                    .filter(file -> name.test(file.getFileName().toString()))
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

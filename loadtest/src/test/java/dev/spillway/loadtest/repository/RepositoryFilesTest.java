package dev.spillway.loadtest.repository;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
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
    private static final Pattern SET_TO = Pattern.compile("(?m)^([A-Z][A-Z_]+)=(.*)$");
    private static final Pattern DEFAULT = Pattern.compile("\\$\\{([A-Z][A-Z_]+):([^}]*)}");
    private static final List<String> MODULES =
            List.of("tenant-router", "rag-service", "scaling-controller");
    private static final Pattern METRIC = Pattern.compile("\\b((?:tenant|http|rag|scaling)_\\w+)");
    private static final Pattern NAME = Pattern.compile("(?m)^\\s*(?:- )?name: (\\w+)");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:\\s]+)(?:#[^)]*)?\\)");

    @Test
    void theExampleEnvironmentHasEverySettingAModuleReadsAndNoOther() {
        Set<String> read = new TreeSet<>();
        for (String module : MODULES) {
            files(module(module), name -> name.endsWith("application.yaml"))
                    .forEach(file -> read.addAll(found(VARIABLE, text(file))));
            files(module(module), name -> name.endsWith(".java"))
                    .forEach(file -> read.addAll(found(READ, text(file))));
        }
        assertThat(found(SET, text(ROOT.resolve(".env.example"))))
                .containsExactlyInAnyOrderElementsOf(read)
                .contains(
                        // What every deployment of the platform is told by.
                        "REDIS_ENABLED",
                        "REDIS_HOST",
                        "REDIS_PORT",
                        "PROMETHEUS_ENABLED",
                        "PROMETHEUS_URL",
                        "MIN_REPLICAS",
                        "MAX_REPLICAS",
                        "TARGET_QUEUE_DEPTH",
                        "OFFLINE",
                        "LOG_LEVEL");
    }

    @Test
    void theExampleEnvironmentSaysTheDefaultsOfRouterAndWorker() {
        Map<String, String> example = values(SET_TO, text(ROOT.resolve(".env.example")));
        for (String module : List.of("tenant-router", "rag-service")) {
            files(module(module), name -> name.endsWith("application.yaml"))
                    .forEach(
                            file ->
                                    values(DEFAULT, text(file)).entrySet().stream()
                                            // Every process has a port of its own.
                                            .filter(set -> !set.getKey().equals("SERVER_PORT"))
                                            .forEach(
                                                    set ->
                                                            assertThat(example)
                                                                    .as("in %s", file)
                                                                    .contains(set)));
        }
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

    private static Path module(String name) {
        return ROOT.resolve(name).resolve("src/main");
    }

    /** Names and values: the pattern's first and second group. */
    private static Map<String, String> values(Pattern pattern, String text) {
        Map<String, String> values = new TreeMap<>();
        pattern.matcher(text).results().forEach(m -> values.put(m.group(1), m.group(2)));
        return values;
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

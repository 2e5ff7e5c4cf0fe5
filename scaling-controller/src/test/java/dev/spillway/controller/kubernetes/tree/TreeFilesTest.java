package dev.spillway.controller.kubernetes.tree;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What can be said of the tree's files without rendering them. */
final class TreeFilesTest {

    private static final int LONGEST_OVERLAY_LINES = 30;
    private static final int LONGEST_README_LINES = 7;

    static Stream<String> components() {
        return RenderedTrees.foldersIn("components");
    }

    static Stream<String> overlays() {
        return RenderedTrees.foldersIn("overlays");
    }

    @ParameterizedTest
    @MethodSource("components")
    void aComponentSaysWhatItAddsAndNeeds(String component) throws IOException {
        Path readme = folder("components", component).resolve("README.md");
        assertThat(Files.readAllLines(readme)).hasSizeBetween(3, LONGEST_README_LINES);
        assertThat(readme).content().startsWith("# " + component).containsIgnoringCase("needs");
    }

    @ParameterizedTest
    @MethodSource("components")
    void aComponentIsTestedAloneAndWithAllOthers(String component) {
        assertThat(componentsOf(component)).containsExactly(component);
        assertThat(componentsOf("all")).contains(component);
    }

    private static List<String> componentsOf(String combination) {
        JsonNode kustomization =
                new YAMLMapper()
                        .readTree(
                                folder("tests", combination)
                                        .resolve("kustomization.yaml")
                                        .toFile());
        return kustomization
                .path("components")
                .valueStream()
                .map(path -> path.asString().replace("../../components/", ""))
                .toList();
    }

    @Test
    void baseAndOverlaysAreTested() {
        assertThat(RenderedTrees.foldersIn("tests"))
                .contains("base")
                .containsAll(overlays().toList());
    }

    @ParameterizedTest
    @MethodSource("overlays")
    void anOverlayOnlyChoosesAndPatches(String overlay) throws IOException {
        try (Stream<Path> files = Files.list(folder("overlays", overlay))) {
            List<Path> all = files.toList();
            assertThat(all)
                    .extracting(Path::getFileName)
                    .containsExactly(Path.of("kustomization.yaml"));
            assertThat(Files.readAllLines(all.getFirst()))
                    .hasSizeLessThanOrEqualTo(LONGEST_OVERLAY_LINES);
        }
    }

    private static Path folder(String kind, String name) {
        return RenderedTrees.FOLDER.resolve(kind).resolve(name);
    }
}

package dev.spillway.controller.kubernetes.rights;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedSet;

final class RightsTableTest {

    private static final Path ROOT = Path.of(System.getProperty("spillway.root"));
    private static final Path FILE = ROOT.resolve("k8s/base/rbac.yaml");

    @Test
    void theDocumentationSaysWhatTheControllerMayDoAndWhy() throws IOException {
        RightsTable table = RightsTable.of(Files.readString(FILE));

        assertThat(Files.readString(ROOT.resolve("docs/install.md"))).contains(table.markdown());
        assertThat(table.rows()).noneMatch(row -> row.endsWith("|  |"));
    }

    @Test
    void theTableLeavesNoRuleOut() throws IOException {
        String yaml = Files.readString(FILE);

        assertThat(RightsTable.of(yaml).rows()).hasSize(yaml.split("apiGroups:").length - 1);
    }

    @Test
    void everyRightNamesItsResourceAndItsVerb() {
        SortedSet<Right> rights = Granted.toController();

        assertThat(rights).isNotEmpty();
        assertThat(rights)
                .noneMatch(
                        right ->
                                (right.apiGroup() + right.resource() + right.verb()).contains("*"));
        assertThat(rights)
                .noneMatch(
                        right ->
                                right.resource().startsWith("secrets")
                                        || right.resource().startsWith("configmaps")
                                        || right.resource().startsWith("pods/exec"));
    }
}

package dev.spillway.controller.kubernetes.rights;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The rules of a file of roles as a table for people, each with the comment above it. */
record RightsTable(List<String> rows) {

    private static final Pattern RULE =
            Pattern.compile(
                    "  - apiGroups: \\[(?<groups>.*)]\n    resources: \\[(?<resources>.*)]\n(?:    resourceNames: \\[(?<names>.*)]\n)?    verbs: \\[(?<verbs>.*)]\n");
    private static final Pattern PART =
            Pattern.compile("(?:  # (?<why>.*)\n)?(?<rule>" + RULE.pattern() + ")");

    RightsTable {
        rows = List.copyOf(rows);
    }

    static RightsTable of(String yaml) {
        List<String> rows = new ArrayList<>();
        for (String document : yaml.split("---\n", -1)) {
            String where = document.contains("kind: ClusterRole\n") ? "cluster" : "spillway-system";
            String why = "";
            Matcher part = PART.matcher(document);
            while (part.find()) {
                why = part.group("why") == null ? why : part.group("why");
                rows.add(
                        "| %s | %s%s | %s | %s | %s |"
                                .formatted(
                                        part.group("groups").replace("\"\"", "core"),
                                        part.group("resources"),
                                        part.group("names") == null
                                                ? ""
                                                : " (only %s)".formatted(part.group("names")),
                                        part.group("verbs"),
                                        where,
                                        why));
            }
        }
        return new RightsTable(rows);
    }

    String markdown() {
        return "| API group | resources | verbs | where | why |\n|---|---|---|---|---|\n"
                + String.join("\n", rows)
                + "\n";
    }
}

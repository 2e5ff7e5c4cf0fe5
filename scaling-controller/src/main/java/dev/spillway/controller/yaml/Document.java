package dev.spillway.controller.yaml;

import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.Tag;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * One document with a right head.
 *
 * @param kind what it describes
 * @param name of what it describes
 * @param spec the rest
 */
public record Document(Kind kind, String name, Fields metadata, Fields spec) {

    public static final String API_VERSION = "spillway.dev/v1alpha1";
    public static final String NAME = "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?";
    public static final String NAME_ALLOWED =
            "are 1 to 63 lower-case letters, digits and inner hyphens (quote a number)";

    /** What a document can describe. */
    public enum Kind {
        TIER("Tier"),
        POOL("Pool"),
        TENANT("Tenant"),
        PREWARM_SCHEDULE("PrewarmSchedule"),
        PRICE_BOOK("PriceBook");

        private final String written;

        Kind(String written) {
            this.written = written;
        }

        @Override
        public String toString() {
            return written;
        }
    }

    public static Optional<Document> of(String file, Node node, Problems problems) {
        if (node.getTag().equals(Tag.NULL)) {
            return Optional.empty();
        }
        Fields root = Fields.of(file, "", node, node.getStartMark(), problems);
        int before = problems.count();
        root.require("apiVersion");
        root.name("apiVersion", java.util.regex.Pattern.quote(API_VERSION), "is " + API_VERSION);
        root.require("kind");
        Optional<Kind> kind = kind(root);
        Fields metadata = root.section("metadata");
        metadata.require("name");
        Optional<String> name = metadata.name("name", NAME, NAME_ALLOWED);
        metadata.pairs("labels");
        metadata.pairs("annotations");
        metadata.finish();
        root.require("spec");
        Fields spec = root.section("spec");
        root.finish();
        if (kind.isEmpty() || name.isEmpty()) {
            return Optional.empty();
        }
        return problems.count() > before && !root.has("spec")
                ? Optional.empty()
                : Optional.of(new Document(kind.get(), name.get(), metadata, spec));
    }

    private static Optional<Kind> kind(Fields root) {
        List<String> names = Arrays.stream(Kind.values()).map(Kind::toString).toList();
        return root.name("kind", String.join("|", names), "are " + String.join(", ", names))
                .map(written -> Kind.values()[names.indexOf(written)]);
    }
}

package dev.spillway.controller.kubernetes.resource;

import dev.spillway.controller.yaml.Document;

/** What a cluster asks of a document beyond what every reader asks. */
final class ClusterRules {

    /** A pool's namespace is {@code spillway-} and its name, and a label has 63 characters. */
    static final int LONGEST_POOL_NAME = 50;

    private ClusterRules() {}

    static void check(Document document) {
        Document.Kind kind = document.kind();
        if (kind != Document.Kind.TENANT && kind != Document.Kind.POOL) {
            return;
        }
        String name = document.name();
        if (name.length() > LONGEST_POOL_NAME) {
            refuse(
                    document,
                    "is '%s', which has %d characters; allowed in a cluster are at most %d, as its namespace is spillway-NAME"
                            .formatted(name, name.length(), LONGEST_POOL_NAME));
        }
        if (name.equals("system")) {
            refuse(document, "is 'system'; the namespace spillway-system is the platform's own");
        }
        if (kind == Document.Kind.POOL && name.equals("dedicated")) {
            refuse(document, "is 'dedicated'; a tenant says so for a pool of its own");
        }
    }

    private static void refuse(Document document, String message) {
        document.metadata().refuse("name", message);
    }
}

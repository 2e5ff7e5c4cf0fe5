package dev.spillway.router.metrics;

import java.util.Set;

/** The labels a request gets: route templates and methods, and never what a caller made up. */
final class Routes {
    static final Set<String> EXACT =
            Set.of(
                    "/v1/query",
                    "/v1/chat/completions",
                    "/v1/models",
                    "/v1/queue",
                    "/metrics",
                    "/health",
                    "/livez",
                    "/readyz");
    static final String MODEL = "/v1/models/{model}";
    static final String UNMATCHED = "unmatched";

    private static final Set<String> METHODS =
            Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

    private Routes() {}

    static String templateOf(String path) {
        if (EXACT.contains(path)) {
            return path;
        }
        boolean model =
                path.startsWith("/v1/models/")
                        && path.length() > "/v1/models/".length()
                        && path.indexOf('/', "/v1/models/".length()) < 0;
        return model ? MODEL : UNMATCHED;
    }

    static String methodOf(String method) {
        return METHODS.contains(method) ? method : "OTHER";
    }
}

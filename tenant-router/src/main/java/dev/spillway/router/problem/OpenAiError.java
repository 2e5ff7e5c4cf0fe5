package dev.spillway.router.problem;

import org.jspecify.annotations.Nullable;

/**
 * A problem in the form that OpenAI clients read and show.
 *
 * @param error what their interface calls the error object
 */
record OpenAiError(Detail error) {

    /**
     * The error object itself.
     *
     * @param message one line for a person
     * @param type OpenAI's class of error
     * @param param the wrong part of the request
     * @param code our problem type
     */
    record Detail(String message, String type, @Nullable String param, String code) {}

    static boolean isSpokenAt(String path) {
        return path.startsWith("/v1/chat/") || path.startsWith("/v1/models");
    }

    static OpenAiError of(Problem problem) {
        return new OpenAiError(
                new Detail(
                        problem.detail(),
                        typeOf(problem.type()),
                        problem.field(),
                        problem.code() == null ? problem.type().slug() : problem.code()));
    }

    private static String typeOf(ProblemType type) {
        return switch (type.status()) {
            case 401 -> "authentication_error";
            case 403 -> "permission_error";
            case 429 -> "rate_limit_error";
            default -> type.status() >= 500 ? "server_error" : "invalid_request_error";
        };
    }
}

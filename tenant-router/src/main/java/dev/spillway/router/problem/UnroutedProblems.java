package dev.spillway.router.problem;

/** Problems that arise before or beside our own endpoints, told by their status alone. */
public final class UnroutedProblems {
    private UnroutedProblems() {}

    public static Problem ofStatus(int status) {
        return switch (status) {
            case 404 -> notFound();
            case 405 -> Problem.of(ProblemType.METHOD_NOT_ALLOWED, "the method is not allowed");
            case 406 ->
                    Problem.of(ProblemType.NOT_ACCEPTABLE, "Accept must allow application/json");
            case 413 -> Problem.of(ProblemType.BODY_TOO_LARGE, "the body is too large");
            case 415 ->
                    Problem.of(
                            ProblemType.UNSUPPORTED_MEDIA_TYPE,
                            "Content-Type must be application/json");
            case 431 ->
                    Problem.of(
                            ProblemType.HEADERS_TOO_LARGE,
                            "request line and headers together are over the limit");
            default ->
                    status < 500
                            ? Problem.of(
                                    ProblemType.INVALID_REQUEST,
                                    "the request line or a header is malformed or over the limit")
                            : Problem.of(
                                    ProblemType.INTERNAL_ERROR,
                                    "an unexpected error; the router's log has it");
        };
    }

    static Problem notFound() {
        return Problem.of(
                ProblemType.NOT_FOUND,
                "paths are POST /v1/query, POST /v1/chat/completions, GET /v1/models, GET"
                        + " /v1/queue");
    }
}

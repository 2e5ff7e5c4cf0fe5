package dev.spillway.router.problem;

/**
 * Every reason for which the router refuses or fails a request. The slug is stable: it ends the
 * type's URL, and {@code docs/problems.md} has a heading for each.
 */
public enum ProblemType {
    INVALID_REQUEST(400, "The request is not valid"),
    UNAUTHENTICATED(401, "A valid credential is needed"),
    UNKNOWN_TENANT(403, "The credential's tenant is not served here"),
    NOT_FOUND(404, "There is nothing at this path"),
    METHOD_NOT_ALLOWED(405, "The path does not take this method"),
    NOT_ACCEPTABLE(406, "The answer cannot be given in this media type"),
    BODY_TOO_LARGE(413, "The request body is too large"),
    UNSUPPORTED_MEDIA_TYPE(415, "The request body must be JSON"),
    IDEMPOTENCY_KEY_REUSED(422, "The idempotency key belongs to another request"),
    QUOTA_EXCEEDED(429, "The tenant is over its rate"),
    QUEUE_FULL(429, "The tenant's queue is full"),
    DEADLINE_INFEASIBLE(429, "The tenant's backlog is longer than the request's timeout"),
    HEADERS_TOO_LARGE(431, "The request headers are too large"),
    INTERNAL_ERROR(500, "The router failed"),
    WORKERS_LOST(500, "Three workers were lost over this request"),
    ANSWER_FAILED(502, "The worker could not answer"),
    TEMPORARY_REDUCED_CAPACITY(503, "The pool is full"),
    NO_WORKERS(503, "No worker serves the pool"),
    TENANT_NOT_READY(503, "The tenant is being set up"),
    QUEUE_UNAVAILABLE(503, "The queue does not answer"),
    KEYS_UNAVAILABLE(503, "The keys for verifying tokens cannot be read"),
    DRAINING(503, "This router is shutting down"),
    REQUEST_CANCELLED(503, "The request was taken back before it was answered"),
    DEADLINE_EXCEEDED(504, "The request's timeout passed before it was answered");

    /** What every type URL starts with. */
    public static final String BASE = "https://spillway.dev/problems#";

    private final int status;
    private final String title;
    private final String slug;

    ProblemType(int status, String title) {
        this.status = status;
        this.title = title;
        this.slug = name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }

    public int status() {
        return status;
    }

    public String title() {
        return title;
    }

    public String slug() {
        return slug;
    }

    public String url() {
        return BASE + slug;
    }
}

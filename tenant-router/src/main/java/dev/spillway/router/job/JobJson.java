package dev.spillway.router.job;

import dev.spillway.fairqueue.admission.Reply;
import dev.spillway.router.problem.Problem;
import dev.spillway.router.problem.ProblemException;
import dev.spillway.router.problem.ProblemType;

import org.jspecify.annotations.Nullable;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.json.JsonMapper;

import java.util.Objects;

/** Reads and writes what goes through the queue. Fields the router has no use for are skipped. */
public final class JobJson {
    private final JsonMapper json =
            JsonMapper.builder()
                    .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
                    .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .build();

    record Failure(@Nullable String code, @Nullable String detail) {}

    record Part(String delta) {
        Part {
            Objects.requireNonNull(delta, "delta");
        }
    }

    public String write(Job job) {
        return json.writeValueAsString(job);
    }

    /** The text of a part. */
    public String delta(Reply part) {
        return read(part, Part.class).delta();
    }

    /**
     * The answer in a final reply.
     *
     * @throws ProblemException when the request ended otherwise
     */
    public Answer answer(Reply reply) {
        return switch (reply.status()) {
            case ANSWERED -> read(reply, Answer.class);
            case FAILED -> throw failed(reply);
            case EXPIRED ->
                    throw problem(
                            reply,
                            ProblemType.DEADLINE_EXCEEDED,
                            "the timeout passed before an answer was there; it is safe to retry"
                                    + " with the same Idempotency-Key");
            case DEAD ->
                    throw problem(
                            reply,
                            ProblemType.WORKERS_LOST,
                            "three workers were lost over this request; it will not be tried"
                                    + " again");
            case CANCELLED ->
                    throw problem(
                            reply,
                            ProblemType.REQUEST_CANCELLED,
                            "the request was taken back before it was answered");
            case PART -> throw new IllegalArgumentException("a part is no final reply");
        };
    }

    private ProblemException failed(Reply reply) {
        Failure failure = read(reply, Failure.class);
        String code = failure.code() == null ? "unnamed" : failure.code();
        String detail = failure.detail() == null ? "the worker gave no reason" : failure.detail();
        return new ProblemException(
                Problem.of(ProblemType.ANSWER_FAILED, detail)
                        .forTenant(reply.tenant().value())
                        .withCode(code));
    }

    private <T> T read(Reply reply, Class<T> type) {
        try {
            return json.readValue(reply.body(), type);
        } catch (JacksonException | NullPointerException e) {
            throw new ProblemException(
                    Problem.of(
                                    ProblemType.ANSWER_FAILED,
                                    "the worker's reply is not readable by this router")
                            .forTenant(reply.tenant().value())
                            .withCode("unreadable_reply"));
        }
    }

    private static ProblemException problem(Reply reply, ProblemType type, String detail) {
        return new ProblemException(Problem.of(type, detail).forTenant(reply.tenant().value()));
    }
}

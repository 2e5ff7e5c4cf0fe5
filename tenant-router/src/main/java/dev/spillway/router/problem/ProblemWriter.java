package dev.spillway.router.problem;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.json.JsonMapper;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Objects;

/**
 * Writes problems as {@code application/problem+json}, and as OpenAI's error object where OpenAI
 * clients call.
 */
public final class ProblemWriter {
    private final JsonMapper json;

    public ProblemWriter(JsonMapper json) {
        this.json = json;
    }

    /** Answers with the problem, unless an answer is already on its way. */
    public void write(HttpServletRequest request, HttpServletResponse response, Problem problem)
            throws IOException {
        if (response.isCommitted()) {
            return;
        }
        String path = pathOf(request);
        boolean openAi = OpenAiError.isSpokenAt(path);
        byte[] body = openAi ? openAiBody(problem) : problemBody(path, problem);
        response.resetBuffer();
        response.setStatus(problem.type().status());
        problem.headers().forEach(response::setHeader);
        problem.retryAfterSeconds()
                .ifPresent(seconds -> response.setHeader("Retry-After", Long.toString(seconds)));
        response.setContentType(openAi ? "application/json" : "application/problem+json");
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
        response.flushBuffer();
    }

    /** The OpenAI form by itself, for an event stream that has begun. */
    public byte[] openAiBody(Problem problem) {
        return json.writeValueAsBytes(OpenAiError.of(problem));
    }

    /** A request line that could not be read has no path. */
    private static String pathOf(HttpServletRequest request) {
        return Objects.requireNonNullElse(request.getRequestURI(), "/");
    }

    private byte[] problemBody(String path, Problem problem) {
        ByteArrayOutputStream body = new ByteArrayOutputStream(256);
        try (JsonGenerator out = json.createGenerator(body)) {
            out.writeStartObject();
            out.writeStringProperty("type", problem.type().url());
            out.writeStringProperty("title", problem.type().title());
            out.writeNumberProperty("status", problem.type().status());
            out.writeStringProperty("detail", problem.detail());
            out.writeStringProperty("instance", path);
            if (problem.tenant() != null) {
                out.writeStringProperty("tenant", problem.tenant());
            }
            if (problem.retryAfterSeconds().isPresent()) {
                out.writeNumberProperty(
                        "retryAfterSeconds", problem.retryAfterSeconds().getAsLong());
            }
            if (problem.field() != null) {
                out.writeStringProperty("field", problem.field());
            }
            if (problem.code() != null) {
                out.writeStringProperty("code", problem.code());
            }
            out.writeEndObject();
        }
        return body.toByteArray();
    }
}

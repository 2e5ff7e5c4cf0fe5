package dev.spillway.router.intake;

import dev.spillway.router.problem.Problem;
import dev.spillway.router.problem.ProblemException;
import dev.spillway.router.problem.ProblemType;

import jakarta.servlet.http.HttpServletRequest;

import java.io.IOException;

/** Reads request bodies, and stops at the limit. */
final class RequestBody {
    private RequestBody() {}

    static byte[] read(HttpServletRequest request, long limitBytes) throws IOException {
        if (request.getContentLengthLong() > limitBytes) {
            throw tooLarge(limitBytes);
        }
        byte[] body = request.getInputStream().readNBytes((int) limitBytes + 1);
        if (body.length > limitBytes) {
            throw tooLarge(limitBytes);
        }
        return body;
    }

    static ProblemException tooLarge(long limitBytes) {
        return new ProblemException(
                Problem.of(
                        ProblemType.BODY_TOO_LARGE,
                        "a body may have at most %d bytes".formatted(limitBytes)));
    }
}

package dev.spillway.router.problem;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.web.ErrorResponse;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.servlet.NoHandlerFoundException;

import java.io.IOException;
import java.util.Map;

/** Turns whatever ends a request early into an answer; the only place of the module that does. */
@RestControllerAdvice
class ProblemAdvice {
    private final ProblemWriter writer;

    ProblemAdvice(ProblemWriter writer) {
        this.writer = writer;
    }

    @ExceptionHandler
    void refused(ProblemException refused, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        writer.write(request, response, refused.problem());
    }

    @ExceptionHandler
    void callerGone(CallerGoneException gone, HttpServletResponse response) {
        response.setStatus(CallerGoneException.STATUS);
    }

    @ExceptionHandler
    void noSuchPath(
            NoHandlerFoundException missing,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        writer.write(request, response, UnroutedProblems.notFound());
    }

    @ExceptionHandler
    void wrongMethod(
            HttpRequestMethodNotSupportedException wrong,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        String[] supported = wrong.getSupportedMethods();
        String allowed = supported == null ? "" : String.join(", ", supported);
        writer.write(
                request,
                response,
                Problem.of(ProblemType.METHOD_NOT_ALLOWED, "allowed is " + allowed)
                        .withHeaders(Map.of("Allow", allowed)));
    }

    @ExceptionHandler
    void wrongMediaType(
            HttpMediaTypeNotSupportedException wrong,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        writer.write(
                request,
                response,
                Problem.of(
                                ProblemType.UNSUPPORTED_MEDIA_TYPE,
                                "Content-Type must be application/json")
                        .about("Content-Type"));
    }

    @ExceptionHandler
    void notAcceptable(
            HttpMediaTypeNotAcceptableException wrong,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        writer.write(
                request,
                response,
                Problem.of(ProblemType.NOT_ACCEPTABLE, "Accept must allow application/json")
                        .about("Accept"));
    }

    @ExceptionHandler
    void failed(Exception failure, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        if (failure instanceof IOException) {
            // Writing failed, so there is nobody left to tell.
            response.setStatus(CallerGoneException.STATUS);
            return;
        }
        if (failure instanceof ErrorResponse known && known.getStatusCode().is4xxClientError()) {
            writer.write(
                    request, response, UnroutedProblems.ofStatus(known.getStatusCode().value()));
            return;
        }
        Unexpected.report(request, failure);
        writer.write(request, response, UnroutedProblems.ofStatus(500));
    }
}

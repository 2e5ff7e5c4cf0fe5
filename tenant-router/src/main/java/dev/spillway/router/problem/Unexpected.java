package dev.spillway.router.problem;

import jakarta.servlet.http.HttpServletRequest;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.Optional;

/** An exception that nobody expected: logged once, and remembered with its request. */
public final class Unexpected {
    private static final Logger log = LoggerFactory.getLogger(Unexpected.class);
    private static final String ATTRIBUTE = Unexpected.class.getName();

    private Unexpected() {}

    public static void report(HttpServletRequest request, Exception failure) {
        request.setAttribute(ATTRIBUTE, failure.getClass().getSimpleName());
        log.error("a request failed unexpectedly", failure);
    }

    /** The class of the exception, if there was one. */
    public static Optional<String> in(HttpServletRequest request) {
        return Optional.ofNullable((String) request.getAttribute(ATTRIBUTE));
    }
}

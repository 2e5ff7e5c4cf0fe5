package dev.spillway.router.metrics;

import dev.spillway.router.metrics.RouterMetrics.Route;
import dev.spillway.router.problem.CallerGoneException;
import dev.spillway.router.problem.ProblemWriter;
import dev.spillway.router.problem.Unexpected;
import dev.spillway.router.problem.UnroutedProblems;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/** Measures every request, whichever way it ends. */
final class HttpMetricsFilter extends HttpFilter {
    private static final long serialVersionUID = 1L;

    private final transient RouterMetrics metrics;
    private final transient ProblemWriter writer;
    private final transient LongSupplier nanoTicker;

    HttpMetricsFilter(RouterMetrics metrics, ProblemWriter writer, LongSupplier nanoTicker) {
        this.metrics = metrics;
        this.writer = writer;
        this.nanoTicker = nanoTicker;
    }

    @Override
    protected void doFilter(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException {
        Route route =
                new Route(
                        Routes.methodOf(request.getMethod()),
                        Routes.templateOf(request.getRequestURI()));
        long began = nanoTicker.getAsLong();
        AtomicInteger inFlight = metrics.inFlight(route);
        inFlight.incrementAndGet();
        try {
            proceed(request, response, chain);
        } finally {
            inFlight.decrementAndGet();
            record(route, request, response.getStatus(), nanoTicker.getAsLong() - began);
        }
    }

    private void proceed(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException {
        try {
            chain.doFilter(request, response);
        } catch (IOException e) {
            // Writing to a caller that left; there is no other input or output here.
            response.setStatus(CallerGoneException.STATUS);
        } catch (ServletException | RuntimeException e) {
            Unexpected.report(request, e);
            writer.write(request, response, UnroutedProblems.ofStatus(500));
        }
    }

    private void record(Route route, HttpServletRequest request, int status, long nanos) {
        metrics.ended(route, status, nanos);
        if (status >= 400) {
            metrics.failed(route, Unexpected.in(request).orElse("http_" + status));
        }
    }
}

package dev.spillway.router.health;

import dev.spillway.router.problem.Problem;
import dev.spillway.router.problem.ProblemType;
import dev.spillway.router.problem.ProblemWriter;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import java.io.IOException;
import java.util.Map;

/** Turns new requests away while the router drains. */
public final class DrainFilter extends HttpFilter {
    private static final long serialVersionUID = 1L;

    private final transient Drain drain;
    private final transient ProblemWriter writer;

    public DrainFilter(Drain drain, ProblemWriter writer) {
        this.drain = drain;
        this.writer = writer;
    }

    @Override
    protected void doFilter(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (drain.isDraining() && request.getRequestURI().startsWith("/v1/")) {
            writer.write(
                    request,
                    response,
                    Problem.of(ProblemType.DRAINING, "this router is shutting down; try another")
                            .retryAfter(1)
                            .withHeaders(Map.of("Connection", "close")));
            return;
        }
        chain.doFilter(request, response);
    }
}

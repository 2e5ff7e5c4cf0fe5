package dev.spillway.router.metrics;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import java.io.IOException;

/** What Prometheus scrapes. */
@RestController
class MetricsEndpoint {
    private static final String TEXT = "text/plain;version=0.0.4;charset=utf-8";
    private static final String OPEN_METRICS =
            "application/openmetrics-text;version=1.0.0;charset=utf-8";

    private final PrometheusMeterRegistry registry;

    MetricsEndpoint(PrometheusMeterRegistry registry) {
        this.registry = registry;
    }

    @GetMapping("/metrics")
    void metrics(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String accept = request.getHeader("Accept");
        boolean openMetrics = accept != null && accept.contains("application/openmetrics-text");
        String contentType = openMetrics ? OPEN_METRICS : TEXT;
        response.setContentType(contentType);
        registry.scrape(response.getOutputStream(), contentType);
    }
}

package dev.spillway.controller.serve;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;

import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import java.util.Map;

/** What a supervisor and a Prometheus server ask. */
@RestController
final class ProbeController {

    private static final String PROMETHEUS_TEXT = "text/plain; version=0.0.4; charset=utf-8";

    private final Heartbeat heartbeat;
    private final PrometheusMeterRegistry registry;

    ProbeController(Heartbeat heartbeat, PrometheusMeterRegistry registry) {
        this.heartbeat = heartbeat;
        this.registry = registry;
    }

    @GetMapping("/health")
    ResponseEntity<Map<String, String>> health() {
        return answer(true);
    }

    @GetMapping("/livez")
    ResponseEntity<Map<String, String>> alive() {
        return answer(heartbeat.isAlive());
    }

    @GetMapping("/readyz")
    ResponseEntity<Map<String, String>> ready() {
        return answer(heartbeat.isReady());
    }

    @GetMapping(value = "/metrics", produces = PROMETHEUS_TEXT)
    String metrics() {
        return registry.scrape(PROMETHEUS_TEXT);
    }

    private static ResponseEntity<Map<String, String>> answer(boolean good) {
        return ResponseEntity.status(good ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE)
                .body(Map.of("status", good ? "UP" : "DOWN"));
    }
}

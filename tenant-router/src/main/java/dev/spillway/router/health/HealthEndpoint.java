package dev.spillway.router.health;

import com.fasterxml.jackson.annotation.JsonInclude;

import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import java.util.List;
import java.util.Optional;

/** The probes. That the process lives says nothing about Redis; that it is ready does. */
@RestController
class HealthEndpoint {
    private static final Health UP = new Health("UP", null);

    private final List<Signal> signals;

    HealthEndpoint(List<Signal> signals) {
        this.signals = List.copyOf(signals);
    }

    /**
     * A probe's answer.
     *
     * @param status UP or DOWN
     * @param reason what is missing when DOWN
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Health(String status, @Nullable String reason) {}

    @GetMapping({"/health", "/livez"})
    Health lives() {
        return UP;
    }

    @GetMapping("/readyz")
    ResponseEntity<Health> ready() {
        Optional<String> trouble =
                signals.stream().flatMap(signal -> signal.trouble().stream()).findFirst();
        return trouble.map(reason -> ResponseEntity.status(503).body(new Health("DOWN", reason)))
                .orElseGet(() -> ResponseEntity.ok(UP));
    }
}

package dev.spillway.router;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.core.convert.ConversionFailedException;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Says in one line why the router did not start. */
final class StartFailure {
    /** The environment variables behind the properties; the rest is named as a property. */
    private static final Map<String, String> VARIABLES =
            Map.ofEntries(
                    Map.entry("server.port", "SERVER_PORT"),
                    Map.entry("server.max-http-request-header-size", "SPILLWAY_MAX_HEADERS"),
                    Map.entry("router.id", "SPILLWAY_ROUTER_ID"),
                    Map.entry("router.drain-timeout", "SPILLWAY_DRAIN_TIMEOUT"),
                    Map.entry("router.redis.host", "REDIS_HOST"),
                    Map.entry("router.redis.port", "REDIS_PORT"),
                    Map.entry("router.jwt.issuer", "SPILLWAY_JWT_ISSUER"),
                    Map.entry("router.jwt.audience", "SPILLWAY_JWT_AUDIENCE"),
                    Map.entry("router.jwt.jwks", "SPILLWAY_JWT_JWKS"),
                    Map.entry("router.jwt.clock-skew", "SPILLWAY_JWT_CLOCK_SKEW"),
                    Map.entry("router.jwt.keys-kept", "SPILLWAY_JWT_KEYS_KEPT"),
                    Map.entry("router.limits.body", "SPILLWAY_MAX_BODY"),
                    Map.entry("router.limits.question-characters", "SPILLWAY_MAX_QUESTION"),
                    Map.entry("router.limits.messages", "SPILLWAY_MAX_MESSAGES"),
                    Map.entry("router.limits.passages", "SPILLWAY_MAX_PASSAGES"),
                    Map.entry("router.limits.default-timeout", "SPILLWAY_DEFAULT_TIMEOUT"),
                    Map.entry("router.limits.max-timeout", "SPILLWAY_MAX_TIMEOUT"));

    private static final List<String> LEVELS =
            List.of("TRACE", "DEBUG", "INFO", "WARN", "ERROR", "OFF");

    private StartFailure() {}

    /** Checked before anything is logged: with a wrong level Boot could not log as we want. */
    static void requireLogLevel(@Nullable String level) {
        if (level != null && !LEVELS.contains(level.toUpperCase(Locale.ROOT))) {
            throw new IllegalArgumentException(
                    "LOG_LEVEL is '%s'; allowed are %s"
                            .formatted(level, String.join(", ", LEVELS)));
        }
    }

    static String line(Throwable failure) {
        PortInUseException port = find(failure, PortInUseException.class);
        if (port != null) {
            return "port %d is taken; set SERVER_PORT to a free one".formatted(port.getPort());
        }
        BindException binding = find(failure, BindException.class);
        return binding == null ? rootMessage(failure) : line(binding);
    }

    private static String line(BindException binding) {
        ConversionFailedException conversion = find(binding, ConversionFailedException.class);
        String property = binding.getName().toString();
        if (conversion != null) {
            return "%s is '%s'; it must be a valid %s"
                    .formatted(
                            VARIABLES.getOrDefault(property, property),
                            conversion.getValue(),
                            conversion.getTargetType().getType().getSimpleName());
        }
        // What a record refuses begins with the name of the component.
        String reason = rootMessage(binding);
        String variable = VARIABLES.get(property + "." + reason.replaceFirst(" .*", ""));
        return variable == null ? reason : variable + ": " + reason;
    }

    private static String rootMessage(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String message = root.getMessage();
        return message == null
                ? root.getClass().getSimpleName()
                : message.lines().findFirst().orElse("");
    }

    private static <T extends Throwable> @Nullable T find(Throwable failure, Class<T> type) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return type.cast(cause);
            }
        }
        return null;
    }
}

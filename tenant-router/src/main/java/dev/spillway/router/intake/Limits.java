package dev.spillway.router.intake;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

import java.time.Duration;

/**
 * What a request may ask for at most.
 *
 * @param body size of a request body
 * @param questionCharacters length of a question
 * @param messages messages of a conversation
 * @param passages passages an answer may rest on
 * @param defaultTimeout of requests that name none
 * @param maxTimeout the longest timeout
 */
@ConfigurationProperties("router.limits")
public record Limits(
        @DefaultValue("256KB") DataSize body,
        @DefaultValue("8000") int questionCharacters,
        @DefaultValue("64") int messages,
        @DefaultValue("20") int passages,
        @DefaultValue("30s") Duration defaultTimeout,
        @DefaultValue("120s") Duration maxTimeout) {
    public static final int DEFAULT_PASSAGES = 4;
    public static final long LEAST_TIMEOUT_MILLIS = 100;

    public Limits {
        if (body.toBytes() < 1024 || body.toBytes() > 10 * 1024 * 1024) {
            throw new IllegalArgumentException(
                    "body is %s; allowed are 1KB to 10MB".formatted(body));
        }
        if (questionCharacters < 1 || messages < 1 || passages < DEFAULT_PASSAGES) {
            throw new IllegalArgumentException(
                    "question-characters and messages must be at least 1, passages at least %d"
                            .formatted(DEFAULT_PASSAGES));
        }
        if (maxTimeout.toMillis() < 1_000 || defaultTimeout.compareTo(maxTimeout) > 0) {
            throw new IllegalArgumentException(
                    "max-timeout must be at least 1s and default-timeout no longer than it");
        }
    }
}

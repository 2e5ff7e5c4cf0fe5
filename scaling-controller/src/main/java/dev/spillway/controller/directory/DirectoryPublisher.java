package dev.spillway.controller.directory;

import dev.spillway.controller.catalog.Catalog;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.ObjectMapper;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Keeps the published directory equal to the catalog: at once on a change, and again every few
 * seconds, because its store may forget. The version survives a restart of the controller.
 */
public final class DirectoryPublisher {

    private static final Duration PERIOD = Duration.ofSeconds(5);

    private final DirectoryStore store;
    private final ObjectMapper mapper;
    private Optional<Directory> published = Optional.empty();
    private Instant nextAt = Instant.MIN;
    private volatile long version;

    public DirectoryPublisher(DirectoryStore store, ObjectMapper mapper) {
        this.store = store;
        this.mapper = mapper;
    }

    /** The version last published; 0 before the first. */
    public long version() {
        return version;
    }

    public void publish(Catalog catalog, Instant now) {
        Directory last = published.or(this::readBack).orElseGet(() -> Directory.of(catalog, 0));
        Directory candidate = Directory.of(catalog, last.version());
        boolean same = last.version() > 0 && candidate.saysTheSameAs(last);
        if (same && published.isPresent() && now.isBefore(nextAt)) {
            return;
        }
        Directory next = same ? last : Directory.of(catalog, last.version() + 1);
        store.write(mapper.writeValueAsString(next));
        published = Optional.of(next);
        version = next.version();
        nextAt = now.plus(PERIOD);
    }

    private Optional<Directory> readBack() {
        return store.read().flatMap(this::parse);
    }

    private Optional<Directory> parse(String json) {
        try {
            return Optional.of(mapper.readValue(json, Directory.class));
        } catch (JacksonException unreadable) {
            // Whoever wrote it: it is replaced by this controller's.
            return Optional.empty();
        }
    }
}

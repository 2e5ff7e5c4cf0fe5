package dev.spillway.controller.journal;

import dev.spillway.controller.decision.Decision;

import java.io.IOException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the decision about a pool, or about a tenant's pool, that held at some time. */
public final class DecisionSearch {

    private static final Pattern HEAD =
            Pattern.compile(
                    "\\{\"format\":\\d+,\"controller\":\"[^\"]*\",\"at\":\"([^\"]+)\",\"pool\":\"([^\"]+)\"");

    /** How many decisions back a change is looked for. */
    private static final int LOOK_BACK = 500;

    private static final DecisionJson JSON = DecisionJson.withoutStates();

    private final String name;
    private final Instant time;
    private Optional<String> pool = Optional.empty();
    private boolean isTenant;
    private final Deque<String> lines = new ArrayDeque<>();

    private DecisionSearch(String name, Instant time) {
        this.name = name;
        this.time = time;
    }

    /**
     * What was found.
     *
     * @param decision the latest one up to the time
     * @param isTenant whether the name is a tenant's
     * @param lastChange the latest one up to the time that changed something, if it is not far back
     */
    public record Found(Decision decision, boolean isTenant, Optional<Decision> lastChange) {}

    /**
     * Searches files, the older ones first.
     *
     * @param name a pool's or a tenant's
     */
    public static Optional<Found> in(List<Path> files, String name, Instant time)
            throws IOException, UnreadableException {
        DecisionSearch search = new DecisionSearch(name, time);
        for (Path file : files) {
            DecisionFile.read(file, search::findPool);
        }
        for (Path file : files) {
            DecisionFile.read(file, search::collect);
        }
        return search.found();
    }

    private void findPool(int number, String line) throws UnreadableException {
        Optional<Matcher> head = head(number, line);
        if (head.isEmpty() || (pool.isPresent() && !isTenant)) {
            return;
        }
        String written = head.get().group(2);
        if (written.equals(name)) {
            pool = Optional.of(name);
            isTenant = line.contains(tenantField());
        } else if (line.contains(tenantField())) {
            pool = Optional.of(written);
            isTenant = true;
        }
    }

    private String tenantField() {
        return "\"tenant\":\"" + name + "\"";
    }

    private void collect(int number, String line) throws UnreadableException {
        Optional<Matcher> head = head(number, line);
        if (head.isPresent() && pool.equals(Optional.of(head.get().group(2)))) {
            lines.addLast(line);
            if (lines.size() > LOOK_BACK) {
                lines.removeFirst();
            }
        }
    }

    /** The beginning of a line, unless it was written after the time asked about. */
    private Optional<Matcher> head(int number, String line) throws UnreadableException {
        Matcher head = HEAD.matcher(line);
        try {
            if (head.lookingAt()) {
                return Instant.parse(head.group(1)).isAfter(time)
                        ? Optional.empty()
                        : Optional.of(head);
            }
        } catch (DateTimeException e) {
            // Falls through to the same line as any other that is no decision.
        }
        throw new UnreadableException("line %d is not a decision".formatted(number));
    }

    private Optional<Found> found() throws UnreadableException {
        if (lines.isEmpty()) {
            return Optional.empty();
        }
        Decision decision = JSON.read(lines.getLast());
        Optional<Decision> lastChange = Optional.empty();
        while (lastChange.isEmpty() && !lines.isEmpty()) {
            lastChange =
                    Optional.of(JSON.read(lines.removeLast())).filter(Decision::changesSomething);
        }
        return Optional.of(new Found(decision, isTenant, lastChange));
    }
}

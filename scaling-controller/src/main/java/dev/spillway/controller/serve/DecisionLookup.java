package dev.spillway.controller.serve;

import dev.spillway.controller.decision.Decision;
import dev.spillway.controller.decision.DecisionHistory;
import dev.spillway.controller.explain.Explanation;
import dev.spillway.controller.journal.DecisionFile;
import dev.spillway.controller.journal.DecisionSearch;
import dev.spillway.controller.journal.UnreadableException;
import dev.spillway.controller.loop.PoolState;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Explains decisions: recent ones from memory, older ones from the files. */
final class DecisionLookup {

    private final DecisionHistory history;
    private final Path file;
    private final Supplier<List<PoolState>> states;

    DecisionLookup(DecisionHistory history, Path file, Supplier<List<PoolState>> states) {
        this.history = history;
        this.file = file;
        this.states = states;
    }

    /**
     * Explains what held at a time.
     *
     * @param name a pool's or a tenant's
     */
    Optional<List<String>> explain(String name, Instant at)
            throws IOException, UnreadableException {
        Optional<PoolState> serving = serving(name);
        Optional<Decision> recent = serving.flatMap(state -> history.at(state.pool().name(), at));
        if (recent.isPresent()) {
            boolean isTenant =
                    serving.get().tenants().stream().anyMatch(tenant -> tenant.name().equals(name));
            return Optional.of(
                    Explanation.of(
                            recent.get(),
                            new Explanation.Question(
                                    isTenant ? Optional.of(name) : Optional.empty(),
                                    at,
                                    history.lastChange(recent.get().pool(), at))));
        }
        List<Path> files = DecisionFile.withOlder(file).stream().filter(Files::exists).toList();
        return DecisionSearch.in(files, name, at)
                .map(
                        found ->
                                Explanation.of(
                                        found.decision(),
                                        new Explanation.Question(
                                                found.isTenant()
                                                        ? Optional.of(name)
                                                        : Optional.empty(),
                                                at,
                                                found.lastChange())));
    }

    private Optional<PoolState> serving(String name) {
        List<PoolState> all = states.get();
        return all.stream()
                .filter(
                        state ->
                                state.tenants().stream()
                                        .anyMatch(tenant -> tenant.name().equals(name)))
                .findFirst()
                .or(
                        () ->
                                all.stream()
                                        .filter(state -> state.pool().name().equals(name))
                                        .findFirst());
    }
}

package dev.spillway.controller.journal;

import dev.spillway.controller.decision.Note;
import dev.spillway.controller.decision.Notebook;
import dev.spillway.controller.recommend.Policy;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Notes that outlive a controller as JSON, without a disk. */
public final class JsonNotes implements Notebook {

    private final Map<String, Note<?>> notes = new HashMap<>();

    @Override
    public <S> Optional<Note<S>> read(String pool, Role role, Policy<S> policy) {
        return Optional.ofNullable(notes.get(pool + role))
                .map(DecisionJson::write)
                .map(
                        json ->
                                DecisionJson.MAPPER.readValue(
                                        json, DecisionJson.of(Note.class, policy.stateType())));
    }

    @Override
    public <S> void write(String pool, Role role, Policy<S> policy, Note<S> note) {
        notes.put(pool + role, note);
    }

    @Override
    public void remove(String pool, Role role) {
        notes.remove(pool + role);
    }
}

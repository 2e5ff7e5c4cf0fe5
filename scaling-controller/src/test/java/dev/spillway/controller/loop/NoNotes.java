package dev.spillway.controller.loop;

import dev.spillway.controller.decision.Note;
import dev.spillway.controller.decision.Notebook;
import dev.spillway.controller.recommend.Policy;

import java.util.Optional;

/** Forgets everything: every controller is the first. */
final class NoNotes implements Notebook {

    @Override
    public <S> Optional<Note<S>> read(String pool, Role role, Policy<S> policy) {
        return Optional.empty();
    }

    @Override
    public <S> void write(String pool, Role role, Policy<S> policy, Note<S> note) {}

    @Override
    public void remove(String pool, Role role) {}
}

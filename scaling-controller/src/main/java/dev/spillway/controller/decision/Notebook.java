package dev.spillway.controller.decision;

import dev.spillway.controller.recommend.Policy;

import java.util.Optional;

/** Keeps notes about pools for the next controller. */
public interface Notebook {

    /** Whose notes: those of the policy that acts, or of the one that only watches. */
    enum Role {
        LIVE,
        SHADOW
    }

    /** The last note; empty when there is none that the policy understands. */
    <S> Optional<Note<S>> read(String pool, Role role, Policy<S> policy);

    /** Replaces the last note. A failure is told, not thrown: decisions go on. */
    <S> void write(String pool, Role role, Policy<S> policy, Note<S> note);

    /** Forgets one kind of notes about a pool. */
    void remove(String pool, Role role);
}

package dev.spillway.rag.answer;

/** Takes the pieces of an answer as they are written. */
public interface Parts {

    /** Nobody waits for pieces. */
    Parts NONE = _ -> {};

    /** Sends a piece. */
    void send(String delta);
}

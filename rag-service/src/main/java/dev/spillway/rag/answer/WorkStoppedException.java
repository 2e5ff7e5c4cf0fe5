package dev.spillway.rag.answer;

/** Leaves work that nobody wants any more; it is no error. */
public final class WorkStoppedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public WorkStoppedException() {
        super("the work was stopped", null, false, false);
    }
}

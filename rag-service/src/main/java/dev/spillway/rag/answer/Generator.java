package dev.spillway.rag.answer;

/** Writes answers. Safe for many threads. */
public interface Generator {

    /** What it is called in answers. */
    String name();

    /**
     * Writes an answer.
     *
     * @param parts takes its pieces when the prompt wants them
     * @param stop looked at between steps
     * @throws WorkStoppedException when stopped
     */
    Generated generate(Prompt prompt, Parts parts, StopSignal stop);
}

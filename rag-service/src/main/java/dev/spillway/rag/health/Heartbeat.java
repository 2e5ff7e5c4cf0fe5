package dev.spillway.rag.health;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Something that is to answer every time it is asked, and what it says when it does not. */
public final class Heartbeat {

    private static final Logger LOG = LoggerFactory.getLogger(Heartbeat.class);

    private final String name;
    private final Runnable ask;
    private volatile String problem;

    /**
     * Begins without an answer.
     *
     * @param ask throws when there is no answer
     */
    public Heartbeat(String name, Runnable ask) {
        this.name = name;
        this.ask = ask;
        this.problem = name + " has not answered yet";
    }

    /** Asks once. */
    public void tick() {
        String before = problem;
        try {
            ask.run();
            problem = "";
        } catch (RuntimeException e) {
            problem = name + " does not answer";
            if (!problem.equals(before)) {
                LOG.warn("{} does not answer: not ready until it does ({})", name, e.toString());
            }
        }
        if (problem.isEmpty() && !before.isEmpty()) {
            LOG.info("{} answers", name);
        }
    }

    /** Why it is not well; empty when it is. */
    public String problem() {
        return problem;
    }
}

package dev.spillway.router.job;

import java.util.List;

/**
 * What a worker gets. The order of the fields is part of it: one request is always one text.
 *
 * @param question what is asked
 * @param history what was said before
 * @param maxPassages how many passages the answer may rest on
 * @param stream whether the worker sends parts ahead
 */
public record Job(String question, List<Message> history, int maxPassages, boolean stream) {
    public Job {
        history = List.copyOf(history);
    }

    /**
     * One earlier message of a conversation.
     *
     * @param role who said it
     * @param content what
     */
    public record Message(String role, String content) {}
}

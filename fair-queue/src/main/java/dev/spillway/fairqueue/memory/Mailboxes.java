package dev.spillway.fairqueue.memory;

import dev.spillway.fairqueue.admission.Reply;
import dev.spillway.fairqueue.admission.RouterId;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Replies on their way to routers, and the bell that wakes workers. */
final class Mailboxes {

    private final Map<RouterId, Deque<Reply>> replies = new HashMap<>();
    private int rings;

    void send(Request request, Reply reply) {
        for (RouterId router : request.routers) {
            replies.computeIfAbsent(router, _ -> new ArrayDeque<>()).add(reply);
        }
    }

    List<Reply> take(RouterId router, int most) {
        Deque<Reply> waiting = replies.getOrDefault(router, new ArrayDeque<>());
        List<Reply> taken = new ArrayList<>();
        while (taken.size() < most && !waiting.isEmpty()) {
            taken.add(waiting.remove());
        }
        return taken;
    }

    void ring(int slots) {
        rings = Math.min(rings + 1, slots);
    }

    boolean answerBell() {
        if (rings == 0) {
            return false;
        }
        rings--;
        return true;
    }
}

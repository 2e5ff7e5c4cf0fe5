package dev.spillway.controller.recommend.hpa.reconcile;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The conditions and events of one round, as they come. */
final class Journal {

    private final Instant now;
    private final List<Condition> conditions;
    private final List<Event> events = new ArrayList<>();

    Journal(List<Condition> conditions, Instant now) {
        this.conditions = new ArrayList<>(conditions);
        this.now = now;
    }

    void set(Condition.Type type, boolean isTrue, String reason, String message) {
        for (int i = 0; i < conditions.size(); i++) {
            Condition before = conditions.get(i);
            if (before.type() == type) {
                Instant since = before.isTrue() == isTrue ? before.since() : now;
                conditions.set(i, new Condition(type, isTrue, reason, message, since));
                return;
            }
        }
        conditions.add(new Condition(type, isTrue, reason, message, now));
    }

    void set(Condition condition) {
        set(condition.type(), condition.isTrue(), condition.reason(), condition.message());
    }

    void remove(Condition.Type type) {
        conditions.removeIf(condition -> condition.type() == type);
    }

    void warn(String reason, String message) {
        events.add(new Event(Event.Severity.WARNING, reason, message));
    }

    void note(String reason, String message) {
        events.add(new Event(Event.Severity.NORMAL, reason, message));
    }

    /** Warns that a metric gives no number, and returns the condition that says so. */
    Condition inactive(String reason, String error) {
        warn(reason, error);
        return new Condition(
                Condition.Type.SCALING_ACTIVE,
                false,
                reason,
                "the HPA was unable to compute the replica count: " + error,
                now);
    }

    List<Condition> conditions() {
        return conditions;
    }

    List<Event> events() {
        return events;
    }
}

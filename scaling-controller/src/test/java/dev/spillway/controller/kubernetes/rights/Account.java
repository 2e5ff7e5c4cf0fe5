package dev.spillway.controller.kubernetes.rights;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** Somebody who comes to an API server: what it may do, and what it has done. */
public final class Account {

    private final List<Right> granted;
    private final Map<Right, LongAdder> used = new ConcurrentHashMap<>();
    private final List<Call> refused = Collections.synchronizedList(new ArrayList<>());

    public Account(Collection<Right> granted) {
        this.granted = List.copyOf(granted);
    }

    /** Whether it may; either way it is noted. */
    public boolean asks(Call call) {
        Optional<Right> right = granted.stream().filter(each -> each.covers(call)).findFirst();
        right.ifPresentOrElse(
                each -> used.computeIfAbsent(each, _ -> new LongAdder()).increment(),
                () -> refused.add(call));
        return right.isPresent();
    }

    /** How often it has made use of each right. */
    public SortedMap<Right, Long> used() {
        SortedMap<Right, Long> counts = new TreeMap<>();
        used.forEach((right, count) -> counts.put(right, count.sum()));
        return counts;
    }

    /** What it asked and was not allowed. */
    public List<Call> refused() {
        return List.copyOf(refused);
    }
}

package dev.spillway.controller.loop;

import dev.spillway.controller.catalog.Pool;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/** Has as many workers at once as it is asked for. */
final class FakeActuator implements Actuator {

    final Map<String, Integer> replicas = new HashMap<>();

    @Override
    public void apply(Pool pool, Target target, Map<String, Integer> inFlight, Instant now) {
        int wanted = target.replicas();
        replicas.put(pool.name(), wanted);
    }

    @Override
    public List<Worker> workers(String pool) {
        return IntStream.rangeClosed(1, replicas.getOrDefault(pool, 0))
                .mapToObj(number -> new Worker(pool + "-" + number, Worker.State.READY))
                .toList();
    }

    @Override
    public Set<String> pools() {
        return Set.copyOf(replicas.keySet());
    }

    @Override
    public void retire(String pool, Instant now) {
        replicas.remove(pool);
    }
}

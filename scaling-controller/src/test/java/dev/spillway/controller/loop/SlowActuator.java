package dev.spillway.controller.loop;

import dev.spillway.controller.catalog.Pool;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Starts two workers of a pool a second at most; they need 6 to 10 s. The oldest goes first, and
 * takes its time to drain.
 */
final class SlowActuator implements Actuator {

    private record Instance(
            String pool, Instant started, Optional<Instant> ready, Optional<Instant> gone) {

        Instance readyAt(Instant now) {
            return new Instance(pool, started, Optional.of(now), gone);
        }

        Instance goneAt(Instant then) {
            return new Instance(pool, started, ready, Optional.of(then));
        }
    }

    private final Duration drain;
    private final Map<String, Instance> workers = new LinkedHashMap<>();
    private int lastWorker;

    SlowActuator(Duration drain) {
        this.drain = drain;
    }

    int count() {
        return workers.size();
    }

    @Override
    public void apply(Pool pool, Target target, Map<String, Integer> inFlight, Instant now) {
        int wanted = target.replicas();
        look(pool.name(), now);
        List<String> staying = staying(pool.name());
        for (int i = 0; i < staying.size() - wanted; i++) {
            drain(staying.get(i), now);
        }
        for (int i = 0; i < Math.min(2, wanted - staying.size()); i++) {
            workers.put(
                    pool.name() + "-" + ++lastWorker,
                    new Instance(pool.name(), now, Optional.empty(), Optional.empty()));
        }
    }

    private void look(String pool, Instant now) {
        workers.replaceAll(
                (name, worker) -> {
                    int number = Integer.parseInt(name.substring(name.lastIndexOf('-') + 1));
                    boolean isUp = !worker.started().plusSeconds(6 + number % 5).isAfter(now);
                    return worker.pool().equals(pool) && worker.ready().isEmpty() && isUp
                            ? worker.readyAt(now)
                            : worker;
                });
        workers.values()
                .removeIf(
                        worker ->
                                worker.pool().equals(pool)
                                        && worker.gone()
                                                .filter(at -> !at.isAfter(now))
                                                .isPresent());
    }

    private List<String> staying(String pool) {
        List<String> staying = new ArrayList<>();
        workers.forEach(
                (name, worker) -> {
                    if (worker.pool().equals(pool) && worker.gone().isEmpty()) {
                        staying.add(name);
                    }
                });
        return staying;
    }

    private void drain(String name, Instant now) {
        if (drain.isZero()) {
            workers.remove(name);
        } else {
            workers.computeIfPresent(name, (_, worker) -> worker.goneAt(now.plus(drain)));
        }
    }

    @Override
    public List<Worker> workers(String pool) {
        return workers.entrySet().stream()
                .filter(worker -> worker.getValue().pool().equals(pool))
                .map(
                        worker ->
                                new Worker(
                                        worker.getKey(),
                                        state(worker.getValue()),
                                        Optional.of(worker.getValue().started()),
                                        worker.getValue().ready()))
                .toList();
    }

    private static Worker.State state(Instance worker) {
        if (worker.gone().isPresent()) {
            return Worker.State.DRAINING;
        }
        return worker.ready().isPresent() ? Worker.State.READY : Worker.State.STARTING;
    }

    @Override
    public Set<String> pools() {
        return workers.values().stream().map(Instance::pool).collect(Collectors.toSet());
    }

    @Override
    public void retire(String pool, Instant now) {
        look(pool, now);
        staying(pool).forEach(name -> drain(name, now));
    }
}

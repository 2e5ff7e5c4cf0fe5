package dev.spillway.controller.process;

import dev.spillway.controller.catalog.Pool;
import dev.spillway.controller.loop.Actuator;
import dev.spillway.controller.loop.Target;
import dev.spillway.controller.loop.Worker;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import tools.jackson.databind.ObjectMapper;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Runs workers as processes of this machine. They outlive a killed controller; the next one finds
 * them by their records. One thread, the loop's, calls everything.
 */
public final class LocalProcesses implements Actuator, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LocalProcesses.class);

    private final ProcessSettings settings;
    private final WorkerFiles files;
    private final Launcher launcher;
    private final ReadinessProbe probe = new ReadinessProbe();
    private final Consumer<Duration> readyAfter;
    private final Consumer<String> exits;
    private final Map<String, WorkerProcess> workers = new LinkedHashMap<>();
    private final Map<String, Restraint> restraints = new HashMap<>();

    /**
     * Begins with the workers that an earlier controller left running.
     *
     * @param readyAfter is told how long each worker took to become ready
     * @param exits is told the pool of each worker that ended unasked
     */
    public LocalProcesses(
            ProcessSettings settings,
            ObjectMapper mapper,
            Consumer<Duration> readyAfter,
            Consumer<String> exits) {
        this.settings = settings;
        this.files = new WorkerFiles(settings.stateDirectory(), mapper);
        this.launcher = new Launcher(settings, files);
        this.readyAfter = readyAfter;
        this.exits = exits;
        files.readAll().forEach(this::adopt);
    }

    private void adopt(WorkerRecord identity) {
        Liveness.find(identity)
                .ifPresentOrElse(
                        handle -> {
                            workers.put(identity.id(), new WorkerProcess(identity, handle, true));
                            LOG.info(
                                    "worker {} runs already as process {} and is kept",
                                    identity.id(),
                                    identity.pid());
                        },
                        () -> files.remove(identity));
    }

    @Override
    public List<Worker> workers(String pool) {
        return of(pool).stream().map(LocalProcesses::view).toList();
    }

    private static Worker view(WorkerProcess worker) {
        WorkerRecord identity = worker.identity();
        return new Worker(
                identity.id(),
                state(worker),
                worker.isReady() && !worker.isStartSeen()
                        ? Optional.empty()
                        : Optional.of(identity.startedAt()),
                identity.readyAt());
    }

    private static Worker.State state(WorkerProcess worker) {
        if (worker.isDraining()) {
            return Worker.State.DRAINING;
        }
        return worker.isReady() ? Worker.State.READY : Worker.State.STARTING;
    }

    @Override
    public Set<String> pools() {
        return workers.values().stream()
                .map(worker -> worker.identity().pool())
                .collect(Collectors.toSet());
    }

    @Override
    public void apply(Pool pool, Target target, Map<String, Integer> inFlight, Instant now) {
        int replicas = target.replicas();
        look(pool.name(), now);
        List<WorkerProcess> staying = staying(pool.name());
        if (staying.size() > replicas) {
            Fleet.victims(
                            replicas,
                            staying.stream()
                                    .map(worker -> Fleet.candidate(worker, inFlight))
                                    .toList())
                    .forEach(
                            id ->
                                    staying.stream()
                                            .filter(worker -> worker.identity().id().equals(id))
                                            .forEach(worker -> drain(worker, now)));
        } else {
            start(pool, replicas, staying.size(), now);
        }
    }

    @Override
    public void retire(String pool, Instant now) {
        look(pool, now);
        staying(pool).forEach(worker -> drain(worker, now));
    }

    private void start(Pool pool, int replicas, int staying, Instant now) {
        int startingNow =
                (int)
                        workers.values().stream()
                                .filter(worker -> state(worker) == Worker.State.STARTING)
                                .filter(worker -> !worker.isAdopted())
                                .count();
        int count = Fleet.starts(replicas, staying, startingNow, settings.mostStarting());
        if (!restraint(pool.name()).allows(now)) {
            return;
        }
        for (int i = 0; i < count; i++) {
            Set<Integer> ports =
                    workers.values().stream()
                            .map(worker -> worker.identity().port())
                            .collect(Collectors.toSet());
            try {
                WorkerProcess worker = launcher.launch(pool, ports, now);
                workers.put(worker.identity().id(), worker);
                LOG.info(
                        "worker {} starts on port {}",
                        worker.identity().id(),
                        worker.identity().port());
            } catch (UncheckedIOException | IllegalStateException e) {
                Duration pause = restraint(pool.name()).died(Duration.ZERO, now);
                LOG.error("{}; trying again in {} s", e.getMessage(), pause.toSeconds());
                return;
            }
        }
    }

    private Restraint restraint(String pool) {
        return restraints.computeIfAbsent(pool, _ -> new Restraint());
    }

    /** Sees who died, who is ready, and who drains or starts for too long. */
    private void look(String pool, Instant now) {
        for (WorkerProcess worker : of(pool)) {
            if (!Liveness.isAlive(worker.handle())) {
                ended(worker, now);
            } else if (worker.isDraining()) {
                killIfOverdue(worker, worker.drainSince(), settings.drainLimit(), "drained", now);
            } else if (!worker.isReady()) {
                lookAtStart(worker, now);
            }
        }
    }

    private void lookAtStart(WorkerProcess worker, Instant now) {
        WorkerRecord identity = worker.identity();
        if (worker.answersReady().get()) {
            worker.becameReady(now);
            writeDown(worker.identity());
            restraint(identity.pool()).becameReady();
            if (!worker.isAdopted()) {
                Duration took = Duration.between(identity.startedAt(), now);
                readyAfter.accept(took);
                LOG.info("worker {} is ready after {} ms", identity.id(), took.toMillis());
            }
            return;
        }
        probe.ask(worker);
        if (!worker.isAdopted()) {
            killIfOverdue(
                    worker, identity.startedAt(), settings.startLimit(), "been starting", now);
        }
    }

    private void writeDown(WorkerRecord identity) {
        try {
            files.write(identity);
        } catch (UncheckedIOException e) {
            LOG.warn(
                    "{}; a later controller will ask it again whether it is ready", e.getMessage());
        }
    }

    private void killIfOverdue(
            WorkerProcess worker, Instant since, Duration limit, String what, Instant now) {
        if (Fleet.isOverdue(since, limit, now)) {
            LOG.warn(
                    "worker {} has {} for {} s and is killed",
                    worker.identity().id(),
                    what,
                    limit.toSeconds());
            worker.handle().destroyForcibly();
        }
    }

    private void ended(WorkerProcess worker, Instant now) {
        WorkerRecord identity = worker.identity();
        workers.remove(identity.id());
        files.remove(identity);
        files.pruneLogs(workers.keySet());
        if (worker.isDraining()) {
            LOG.info(
                    "worker {} drained in {} ms",
                    identity.id(),
                    Duration.between(worker.drainSince(), now).toMillis());
            return;
        }
        exits.accept(identity.pool());
        Duration lived = Duration.between(identity.startedAt(), now);
        Duration pause = restraint(identity.pool()).died(lived, now);
        LOG.warn(
                "worker {} ended unasked after {} s and is replaced{}; its last line: {}",
                identity.id(),
                lived.toSeconds(),
                pause.isZero() ? "" : " in " + pause.toSeconds() + " s",
                files.lastLine(identity.id()));
    }

    private void drain(WorkerProcess worker, Instant now) {
        worker.drainsSince(now);
        worker.handle().destroy();
        LOG.info("worker {} is asked to drain", worker.identity().id());
    }

    /** Drains all workers at once and waits for them; kills those that take too long. */
    public void stopAll(Instant now) {
        List<WorkerProcess> all = List.copyOf(workers.values());
        all.stream().filter(worker -> !worker.isDraining()).forEach(worker -> drain(worker, now));
        Liveness.awaitEnd(all.stream().map(WorkerProcess::handle).toList(), settings.drainLimit());
        for (WorkerProcess worker : all) {
            if (Liveness.isAlive(worker.handle())) {
                LOG.warn("worker {} did not drain in time and is killed", worker.identity().id());
                worker.handle().destroyForcibly();
            }
            files.remove(worker.identity());
            workers.remove(worker.identity().id());
        }
    }

    private List<WorkerProcess> of(String pool) {
        return new ArrayList<>(
                workers.values().stream()
                        .filter(worker -> worker.identity().pool().equals(pool))
                        .toList());
    }

    private List<WorkerProcess> staying(String pool) {
        return of(pool).stream().filter(worker -> !worker.isDraining()).toList();
    }

    /** Lets go; the workers go on. */
    @Override
    public void close() {
        probe.close();
    }
}

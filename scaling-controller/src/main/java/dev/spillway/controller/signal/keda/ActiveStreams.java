package dev.spillway.controller.signal.keda;

import dev.spillway.controller.signal.Answer;
import dev.spillway.controller.signal.SignalRequest;
import dev.spillway.controller.signal.Signals;

import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Those who want to hear when a pool begins or ceases to need workers. One thread tells all of
 * them, after a pass of the loop; in between nothing runs.
 */
final class ActiveStreams implements AutoCloseable {

    private final Signals signals;
    private final int most;
    private final Set<Stream> streams = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean due = new AtomicBoolean();
    private final ExecutorService thread =
            Executors.newSingleThreadExecutor(
                    Thread.ofPlatform().daemon().name("keda-streams").factory());

    /** Somebody who listens; only the one thread touches what was said. */
    private static final class Stream {
        final SignalRequest request;
        final ServerCallStreamObserver<Reply> client;
        Optional<Boolean> said = Optional.empty();

        Stream(SignalRequest request, ServerCallStreamObserver<Reply> client) {
            this.request = request;
            this.client = client;
        }
    }

    /**
     * Begins with nobody.
     *
     * @param most how many may listen at the same time
     */
    ActiveStreams(Signals signals, int most) {
        this.signals = signals;
        this.most = most;
        signals.onPass(this::passed);
    }

    /** Tells the client how the pool is now, and of every change from then on. */
    void open(SignalRequest request, ServerCallStreamObserver<Reply> client) {
        Stream stream = new Stream(request, client);
        client.setOnCancelHandler(() -> streams.remove(stream));
        client.setOnReadyHandler(() -> run(() -> tell(stream)));
        streams.add(stream);
        if (streams.size() > most) {
            streams.remove(stream);
            throw Status.RESOURCE_EXHAUSTED
                    .withDescription("%d streams are open; more are not allowed".formatted(most))
                    .asRuntimeException();
        }
        run(() -> tell(stream));
    }

    /** Called by the loop, which waits for nobody. */
    private void passed() {
        if (!streams.isEmpty() && due.compareAndSet(false, true)) {
            run(
                    () -> {
                        due.set(false);
                        streams.forEach(this::tell);
                    });
        }
    }

    private void run(Runnable telling) {
        try {
            thread.execute(telling);
        } catch (RejectedExecutionException stopped) {
            // Whoever listens was told so.
        }
    }

    private void tell(Stream stream) {
        switch (signals.answer(stream.request)) {
            case Answer.Known(boolean active, _) -> {
                // A client that does not keep up is told the newest state when it can take it.
                if (stream.client.isReady() && !stream.said.equals(Optional.of(active))) {
                    stream.client.onNext(new Reply.Active(active));
                    stream.said = Optional.of(active);
                }
            }
            // What was said last holds until something else is known.
            case Answer.Unavailable _ -> {}
            case Answer.Unknown(String why) -> end(stream, Status.NOT_FOUND, why);
        }
    }

    private void end(Stream stream, Status status, String why) {
        if (streams.remove(stream)) {
            stream.client.onError(status.withDescription(why).asRuntimeException());
        }
    }

    /** Sends everybody to another controller. */
    @Override
    public void close() {
        run(
                () -> {
                    for (Stream stream : streams) {
                        end(stream, Status.UNAVAILABLE, "this controller stops");
                    }
                });
        thread.shutdown();
    }
}

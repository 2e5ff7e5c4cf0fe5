package dev.spillway.fairqueue.redis;

import dev.spillway.fairqueue.QueueUnavailableException;

import org.jspecify.annotations.Nullable;

import redis.clients.jedis.commands.ProtocolCommand;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Lets concurrent callers share round trips. A caller that finds a lane idle drives it, with its
 * own call and all that queued up meanwhile; then it hands the lane to a caller that came during
 * the trip. No timer and no thread of its own: alone, a call pays nothing for it.
 */
final class RoundTrips implements AutoCloseable {

    private static final long PATIENCE_NANOS = Duration.ofMillis(2_200).toNanos();
    private static final int SHARED_LANES = 2;
    private static final int MOST_SHARED = 256;
    private static final int SINGLE_LANES = 64;

    private final Connector connector;
    private final int mostPerTrip;
    private final List<Lane> lanes = new ArrayList<>();
    private final ConcurrentLinkedDeque<Lane> idle = new ConcurrentLinkedDeque<>();
    private final Queue<Call> waiting = new ConcurrentLinkedQueue<>();
    private volatile boolean closed;

    private RoundTrips(Connector connector, int laneCount, int mostPerTrip) {
        this.connector = connector;
        this.mostPerTrip = mostPerTrip;
        for (int i = 0; i < laneCount; i++) {
            lanes.add(new Lane(connector));
        }
        idle.addAll(lanes);
    }

    static RoundTrips coalescing(Connector connector) {
        return new RoundTrips(connector, SHARED_LANES, MOST_SHARED);
    }

    /** A round trip per call, each on a connection of its own. */
    static RoundTrips oneByOne(Connector connector) {
        return new RoundTrips(connector, SINGLE_LANES, 1);
    }

    /** Returns what Redis answered; an error answer is returned, a lost connection thrown. */
    @Nullable Object execute(ProtocolCommand command, byte[]... arguments) {
        return execute(new Call(command, arguments));
    }

    /** Returns the outcome of each operation, or an error answer for all. */
    @Nullable Object execute(Operations operations) {
        return execute(new Call(operations));
    }

    private @Nullable Object execute(Call call) {
        if (closed) {
            throw closed();
        }
        Lane lane = idle.pollFirst();
        if (lane != null) {
            drive(lane, call);
        } else {
            waiting.add(call);
            wakeOne();
            if (!call.await(PATIENCE_NANOS)) {
                waiting.remove(call);
                throw connector.unavailable("no answer in time", new InterruptedException());
            }
            Lane given = call.lane();
            if (!call.isAnswered() && given != null) {
                drive(given, call);
            }
        }
        Object answer = call.answer();
        if (answer instanceof QueueUnavailableException lost) {
            throw lost;
        }
        return answer;
    }

    private void drive(Lane lane, Call own) {
        List<Call> calls = new ArrayList<>();
        calls.add(own);
        while (calls.size() < mostPerTrip) {
            Call next = waiting.poll();
            if (next == null) {
                break;
            }
            calls.add(next);
        }
        try {
            lane.roundTrip(calls);
        } finally {
            passOn(lane);
        }
    }

    private void passOn(Lane lane) {
        if (closed) {
            lane.drop();
        }
        for (Call next = waiting.poll(); next != null; next = waiting.poll()) {
            if (next.lead(lane)) {
                return;
            }
        }
        idle.addFirst(lane);
        wakeOne();
    }

    /** A call may have queued up just before a lane fell idle: brings the two together. */
    private void wakeOne() {
        while (!waiting.isEmpty()) {
            Lane lane = idle.pollFirst();
            if (lane == null) {
                return;
            }
            Call next = waiting.poll();
            while (next != null && !next.lead(lane)) {
                next = waiting.poll();
            }
            if (next == null) {
                idle.addFirst(lane);
            }
        }
    }

    private RuntimeException closed() {
        return connector.unavailable("the connection was closed", new IllegalStateException());
    }

    @Override
    public void close() {
        closed = true;
        for (Lane lane = idle.pollFirst(); lane != null; lane = idle.pollFirst()) {
            lane.drop();
        }
    }
}

package dev.spillway.fairqueue.redis;

import org.jspecify.annotations.Nullable;

import redis.clients.jedis.Protocol;
import redis.clients.jedis.commands.ProtocolCommand;

import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/** What one thread wants of Redis and waits for: a command, or operations of a function. */
final class Call {

    /** What the waiting thread is to do. */
    private enum State {
        WAITING,
        LEADING,
        ANSWERED,
        ABANDONED
    }

    final ProtocolCommand command;

    /** Of the command itself; what operations need is added when it is sent. */
    final List<byte[]> arguments;

    final @Nullable Operations operations;
    private final Thread caller = Thread.currentThread();
    private final AtomicReference<State> state = new AtomicReference<>(State.WAITING);
    private @Nullable Lane lane;
    private @Nullable Object answer;

    Call(ProtocolCommand command, byte[]... arguments) {
        this.command = command;
        this.arguments = List.of(arguments);
        this.operations = null;
    }

    Call(Operations operations) {
        this.command = Protocol.Command.FCALL;
        this.arguments = List.of();
        this.operations = operations;
    }

    /** Hands over the answer: a value, null, or the exception to throw. */
    void answer(@Nullable Object value) {
        answer = value;
        state.set(State.ANSWERED);
        if (caller != Thread.currentThread()) {
            LockSupport.unpark(caller);
        }
    }

    /** Makes the waiting thread drive the lane; false when it waits no more. */
    boolean lead(Lane given) {
        lane = given;
        boolean waits = state.compareAndSet(State.WAITING, State.LEADING);
        LockSupport.unpark(caller);
        return waits;
    }

    /**
     * Waits for an answer or a lane to drive; false when neither came in time. An interrupt does
     * not end it: the wait is short, and giving up would leave the outcome unknown.
     */
    boolean await(long nanos) {
        boolean interrupted = false;
        long end = System.nanoTime() + nanos;
        while (state.get() == State.WAITING) {
            long left = end - System.nanoTime();
            if (left <= 0 && state.compareAndSet(State.WAITING, State.ABANDONED)) {
                break;
            }
            LockSupport.parkNanos(this, left);
            interrupted |= Thread.interrupted();
        }
        if (interrupted) {
            caller.interrupt();
        }
        return state.get() != State.ABANDONED;
    }

    boolean isAnswered() {
        return state.get() == State.ANSWERED;
    }

    @Nullable Lane lane() {
        return lane;
    }

    @Nullable Object answer() {
        return answer;
    }
}

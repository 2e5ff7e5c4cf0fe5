package dev.spillway.fairqueue.redis;

import org.jspecify.annotations.Nullable;

import redis.clients.jedis.Connection;
import redis.clients.jedis.exceptions.JedisConnectionException;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.List;

/** One connection, driven by one thread at a time; opened anew after a loss. */
final class Lane {

    private final Connector connector;
    private @Nullable Connection connection;

    Lane(Connector connector) {
        this.connector = connector;
    }

    Connection connection() {
        Connection open = connection;
        if (open == null) {
            open = connector.open();
            connection = open;
        }
        return open;
    }

    /**
     * One round trip for all calls; a second one if the connection turns out to be broken. An
     * interrupt of the driving thread would close the socket of a virtual thread, and fail all the
     * others' calls with it: it is put off.
     */
    void roundTrip(List<Call> calls) {
        boolean interrupted = Thread.interrupted();
        try {
            firstTrip(calls);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void firstTrip(List<Call> calls) {
        try {
            exchange(calls);
        } catch (JedisConnectionException broken) {
            drop();
            if (broken.getCause() instanceof SocketTimeoutException) {
                fail(calls, broken);
            } else {
                secondTrip(calls);
            }
        } catch (RuntimeException unexpected) {
            drop();
            fail(calls, unexpected);
        }
    }

    private void secondTrip(List<Call> calls) {
        boolean interrupted = Thread.interrupted();
        try {
            exchange(calls);
        } catch (RuntimeException again) {
            drop();
            fail(calls, again);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void exchange(List<Call> calls) {
        Connection open = connection();
        List<Message> messages = Message.of(calls);
        for (Message message : messages) {
            message.send(open);
        }
        List<Object> answers = open.getMany(messages.size());
        for (int i = 0; i < messages.size(); i++) {
            messages.get(i).answer(answers.get(i));
        }
    }

    private void fail(List<Call> calls, RuntimeException cause) {
        String why = cause.getMessage() == null ? "no answer" : cause.getMessage();
        for (Call call : calls) {
            call.answer(connector.unavailable(why, cause));
        }
    }

    void drop() {
        Connection open = connection;
        connection = null;
        if (open != null) {
            try {
                open.forceDisconnect();
            } catch (IOException | RuntimeException ignored) {
                // It was broken before; there is nothing left to close.
            }
        }
    }
}

package dev.spillway.fairqueue.redis;

import dev.spillway.fairqueue.QueueUnavailableException;

import org.jspecify.annotations.Nullable;

import redis.clients.jedis.Connection;
import redis.clients.jedis.commands.ProtocolCommand;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisException;

import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;

/** Connections for commands that wait in Redis: each belongs to one caller while it waits. */
final class BlockingConnections implements AutoCloseable {

    private static final int MOST_IDLE = 8;

    private final Connector connector;
    private final ConcurrentLinkedDeque<Connection> idle = new ConcurrentLinkedDeque<>();
    private final Set<Connection> busy = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    BlockingConnections(Connector connector) {
        this.connector = connector;
    }

    @Nullable Object execute(Duration patience, ProtocolCommand command, byte[]... arguments) {
        Connection connection = borrow();
        try {
            connection.setSoTimeout(
                    Math.toIntExact(patience.toMillis()) + Connector.ANSWER_TIMEOUT_MILLIS);
            connection.sendCommand(command, arguments);
            return connection.getOne();
        } catch (JedisException e) {
            String why = e.getMessage() == null ? "no answer" : e.getMessage();
            connection.setBroken();
            throw connector.unavailable(why, e);
        } finally {
            giveBack(connection);
        }
    }

    private Connection borrow() {
        if (closed) {
            throw closed();
        }
        Connection connection = idle.pollFirst();
        if (connection == null) {
            try {
                connection = connector.open();
            } catch (JedisConnectionException e) {
                throw connector.unavailable("no connection", e);
            }
        }
        busy.add(connection);
        if (closed) {
            giveBack(connection);
            throw closed();
        }
        return connection;
    }

    private QueueUnavailableException closed() {
        return connector.unavailable("the connection was closed", new IllegalStateException());
    }

    private void giveBack(Connection connection) {
        busy.remove(connection);
        if (connection.isBroken() || closed || idle.size() >= MOST_IDLE) {
            disconnect(connection);
        } else {
            idle.addFirst(connection);
        }
    }

    @Override
    public void close() {
        closed = true;
        idle.forEach(BlockingConnections::disconnect);
        busy.forEach(BlockingConnections::disconnect);
    }

    private static void disconnect(Connection connection) {
        try {
            connection.forceDisconnect();
        } catch (IOException | JedisException ignored) {
            // Broken already: there is nothing left to close.
        }
    }
}

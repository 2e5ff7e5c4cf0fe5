package dev.spillway.fairqueue.redis;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import org.jspecify.annotations.Nullable;

import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisDataException;

import java.time.Duration;
import java.util.List;

/** Takes elements off the head of a list, waiting for the first if need be. */
final class ListPops {

    private static final byte[] ONE = {'1'};
    private static final byte[] LEFT = "LEFT".getBytes(US_ASCII);
    private static final byte[] COUNT = "COUNT".getBytes(US_ASCII);

    private final RoundTrips roundTrips;
    private final BlockingConnections blocking;
    private final Connector connector;

    ListPops(RoundTrips roundTrips, BlockingConnections blocking, Connector connector) {
        this.roundTrips = roundTrips;
        this.blocking = blocking;
        this.connector = connector;
    }

    List<byte[]> pop(String key, int most, Duration patience) {
        byte[] name = key.getBytes(UTF_8);
        byte[] count = Integer.toString(most).getBytes(US_ASCII);
        if (!patience.isPositive() || patience.toMillis() == 0) {
            return elements(roundTrips.execute(Command.LMPOP, ONE, name, LEFT, COUNT, count));
        }
        byte[] seconds = Double.toString(patience.toMillis() / 1e3).getBytes(US_ASCII);
        return elements(
                blocking.execute(patience, Command.BLMPOP, seconds, ONE, name, LEFT, COUNT, count));
    }

    /** The answer is null, or the key and its elements. */
    private List<byte[]> elements(@Nullable Object answer) {
        if (answer instanceof JedisDataException refused) {
            throw connector.unavailable(String.valueOf(refused.getMessage()), refused);
        }
        if (!(answer instanceof List<?> keyAndElements)) {
            return List.of();
        }
        return ((List<?>) keyAndElements.get(1)).stream().map(byte[].class::cast).toList();
    }
}

package dev.spillway.rag.redis;

import dev.spillway.rag.embed.EmbeddingStore;
import dev.spillway.rag.split.Hashes;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import redis.clients.jedis.AbstractPipeline;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.params.SetParams;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Keeps vectors in Redis under model and SHA-256 of the text, as little-endian floats, for {@value
 * #DAYS_KEPT} days. Without an answer from Redis it has nothing and keeps nothing: the model is
 * there. Only a text's hash leaves the worker.
 */
public final class RedisEmbeddings implements EmbeddingStore {

    private static final Logger LOG = LoggerFactory.getLogger(RedisEmbeddings.class);
    private static final int DAYS_KEPT = 30;
    private static final SetParams KEPT =
            new SetParams().ex(Duration.ofDays(DAYS_KEPT).toSeconds());

    private final UnifiedJedis redis;
    private final int dimensions;

    public RedisEmbeddings(UnifiedJedis redis, int dimensions) {
        this.redis = redis;
        this.dimensions = dimensions;
    }

    @Override
    public Map<String, float[]> find(String model, List<String> texts) {
        if (texts.isEmpty()) {
            return Map.of();
        }
        byte[][] keys = texts.stream().map(text -> key(model, text)).toArray(byte[][]::new);
        Map<String, float[]> found = new HashMap<>();
        try {
            List<byte[]> values = redis.mget(keys);
            for (int i = 0; i < values.size(); i++) {
                byte[] value = values.get(i);
                if (isVector(value)) {
                    found.put(texts.get(i), floats(value));
                }
            }
        } catch (JedisException e) {
            LOG.warn("no embeddings from Redis ({}): the model makes them", e.toString());
        }
        return found;
    }

    @Override
    public void keep(String model, Map<String, float[]> vectors) {
        if (vectors.isEmpty()) {
            return;
        }
        try (AbstractPipeline pipeline = redis.pipelined()) {
            vectors.forEach((text, vector) -> pipeline.set(key(model, text), bytes(vector), KEPT));
            pipeline.sync();
        } catch (JedisException e) {
            LOG.warn("embeddings are not kept in Redis ({})", e.toString());
        }
    }

    private boolean isVector(byte @org.jspecify.annotations.Nullable [] value) {
        return value != null && value.length == dimensions * Float.BYTES;
    }

    private static byte[] key(String model, String text) {
        return ("spillway:embedding:" + model + ":" + Hashes.sha256(text))
                .getBytes(StandardCharsets.US_ASCII);
    }

    static byte[] bytes(float[] vector) {
        ByteBuffer bytes =
                ByteBuffer.allocate(vector.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(vector);
        return bytes.array();
    }

    static float[] floats(byte[] bytes) {
        float[] vector = new float[bytes.length / Float.BYTES];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(vector);
        return vector;
    }
}

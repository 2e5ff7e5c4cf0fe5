package dev.spillway.rag.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.rag.TestRedis;
import dev.spillway.rag.embed.CountingModel;
import dev.spillway.rag.embed.NoTally;
import dev.spillway.rag.embed.PassageVectors;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import redis.clients.jedis.RedisClient;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

class RedisEmbeddingsIT {

    private static final List<String> TEXTS =
            IntStream.range(0, 300).mapToObj(i -> "text " + i).toList();

    private final TestRedis redis = TestRedis.started();
    private final RedisClient client = RedisClient.create("localhost", redis.port());
    private final RedisEmbeddings store = new RedisEmbeddings(client, CountingModel.DIMENSIONS);
    private final CountingModel model = new CountingModel();

    @AfterEach
    void stop() {
        client.close();
        redis.close();
    }

    @Test
    void keepsVectorsToTheLastBitForTheNextWorker() {
        List<float[]> first = new PassageVectors(model, store, new NoTally()).of(TEXTS);
        List<float[]> second = new PassageVectors(model, store, new NoTally()).of(TEXTS);

        assertThat(model.embedded()).isEqualTo(300);
        for (int i = 0; i < first.size(); i++) {
            assertThat(second.get(i)).isEqualTo(first.get(i));
        }
    }

    @Test
    void keepsModelsApart() {
        store.keep("a", Map.of("text", new float[CountingModel.DIMENSIONS]));

        assertThat(store.find("a", List.of("text"))).hasSize(1);
        assertThat(store.find("b", List.of("text"))).isEmpty();
    }

    @Test
    void doesNotTrustAValueOfAnotherLength() {
        store.keep("a", Map.of("text", new float[3]));

        assertThat(store.find("a", List.of("text"))).isEmpty();
    }

    @Test
    void leavesNoWordOfATextInRedis() {
        store.keep("a", Map.of("confidential", new float[CountingModel.DIMENSIONS]));

        assertThat(client.keys("*")).hasSize(1).noneMatch(key -> key.contains("confidential"));
    }

    @Test
    void hasTheModelMakeThemWhenRedisIsAway() {
        redis.stop();

        assertThat(new PassageVectors(model, store, new NoTally()).of(List.of("a"))).hasSize(1);
        assertThat(model.embedded()).isEqualTo(1);
        redis.start();
    }
}

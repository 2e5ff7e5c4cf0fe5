package dev.spillway.controller.decision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.controller.bound.Bound;
import dev.spillway.controller.bound.Step;
import dev.spillway.controller.recommend.Reason;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

final class DecisionHistoryTest {

    private static final Instant NOW = Instant.parse("2026-01-05T10:00:00Z");

    @TempDir private Path folder;
    private final List<Decision> written = new ArrayList<>();
    private final DecisionHistory history = new DecisionHistory(written::add);

    @Test
    void keepsWhatIsNewAndASignOfLifeEveryHalfMinute() {
        history.add(decision(0, 3, 3, Bound.MIN_REPLICAS));
        history.add(decision(1, 3, 3, Bound.MIN_REPLICAS));
        history.add(decision(29, 3, 3, Bound.MIN_REPLICAS));
        history.add(decision(30, 3, 3, Bound.MIN_REPLICAS));
        history.add(decision(31, 3, 5, Bound.NONE));
        history.add(decision(32, 5, 5, Bound.SCALE_UP_PERIOD));

        assertThat(written)
                .extracting(decision -> decision.at().getEpochSecond() - NOW.getEpochSecond())
                .containsExactly(0L, 30L, 31L, 32L);
    }

    @Test
    void knowsTheLastChange() {
        history.add(decision(0, 3, 3, Bound.MIN_REPLICAS));
        assertThat(history.lastChange("shared")).map(Decision::at).contains(NOW);
        history.add(decision(1, 3, 5, Bound.NONE));
        history.add(decision(2, 5, 5, Bound.SCALE_UP_PERIOD));

        assertThat(history.lastChange("shared")).map(Decision::to).contains(5);
        assertThat(history.latest("shared", 2)).extracting(Decision::from).containsExactly(5, 3);
    }

    @Test
    void writesOneLineOfJsonEachAndStartsAnewWhenTheFileIsFull() throws IOException {
        Path path = folder.resolve("decisions.jsonl");
        DecisionFile file = new DecisionFile(path, 1000, JsonMapper.shared());
        for (int i = 0; i < 20; i++) {
            file.append(decision(i, 3, 5, Bound.SCALE_UP_RATE));
        }

        assertThat(Files.readAllLines(path).getLast())
                .isEqualTo(
                        """
                        {"at":"2026-01-05T10:00:19Z","pool":"shared","policy":"queue-depth/1",\
                        "inputs":{"waiting":90,"inFlight":48,"ageMillis":0,"targetQueueDepth":10,\
                        "minReplicas":3,"maxReplicas":15,"slotsPerWorker":16,"behavior":"aggressive"},\
                        "from":3,"recommended":9,"reason":"QUEUE_DEPTH",\
                        "steps":[{"bound":"SCALE_UP_RATE","before":9,"after":7}],\
                        "bound":"SCALE_UP_RATE","to":5}""");
        assertThat(folder.resolve("decisions.jsonl.1")).exists();
        assertThat(Files.size(path)).isLessThan(1500);
    }

    private static Decision decision(int second, int from, int to, Bound bound) {
        return new Decision(
                NOW.plusSeconds(second),
                "shared",
                "queue-depth/1",
                new Decision.Inputs(
                        Optional.of(90L),
                        Optional.of(48L),
                        Optional.of(0L),
                        10,
                        3,
                        15,
                        16,
                        "aggressive"),
                from,
                Optional.of(9),
                Reason.QUEUE_DEPTH,
                List.of(new Step(Bound.SCALE_UP_RATE, 9, 7)),
                bound,
                to);
    }
}

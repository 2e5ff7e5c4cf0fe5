package dev.spillway.rag;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.Yaml;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** What a worker shows at {@code /metrics} is what the catalogue lists. */
@Timeout(120)
class MetricsCatalogueIT {

    private record Meter(String type, String help) {}

    @TempDir private Path corpus = Path.of("");

    @Test
    void listsEveryMeterWithTypeAndHelp() throws Exception {
        try (TestRedis redis = TestRedis.started();
                TestWorker worker =
                        TestWorker.start(redis.port(), corpus, Map.of("PREWARM_MODEL", "0"))) {
            worker.await("alive", () -> worker.page("/health").statusCode() == 200);
            worker.await("measured", () -> worker.page("/metrics").body().contains("rag_ready"));

            assertThat(scraped(worker.page("/metrics").body())).isEqualTo(catalogue());
        }
    }

    private static Map<String, Meter> scraped(String text) {
        Map<String, String> help = new TreeMap<>();
        Map<String, Meter> meters = new TreeMap<>();
        for (String line : text.lines().toList()) {
            String[] words = line.split(" ", 4);
            if (line.startsWith("# HELP ")) {
                help.put(words[2], words[3]);
            } else if (line.startsWith("# TYPE ")) {
                meters.put(words[2], new Meter(words[3], help.getOrDefault(words[2], "")));
            }
        }
        return meters;
    }

    @SuppressWarnings("unchecked") // The catalogue's form is what is read here.
    private static Map<String, Meter> catalogue() throws Exception {
        Path file =
                Path.of(System.getProperty("spillway.root", ".."))
                        .resolve("contracts/metrics-rag.yaml");
        Map<String, List<Map<String, Object>>> yaml = new Yaml().load(Files.readString(file));
        Map<String, Meter> meters = new TreeMap<>();
        for (Map<String, Object> meter : Objects.requireNonNull(yaml.get("metrics"))) {
            meters.put(
                    String.valueOf(meter.get("name")),
                    new Meter(
                            String.valueOf(meter.get("type")), String.valueOf(meter.get("help"))));
        }
        return meters;
    }
}

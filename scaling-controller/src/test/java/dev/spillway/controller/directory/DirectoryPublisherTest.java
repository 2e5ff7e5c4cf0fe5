package dev.spillway.controller.directory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.controller.catalog.Catalog;
import dev.spillway.controller.catalog.Defaults;
import dev.spillway.controller.yaml.CatalogReader;
import dev.spillway.controller.yaml.Reading;

import org.junit.jupiter.api.Test;

import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

final class DirectoryPublisherTest {

    private static final Path ROOT = Path.of(System.getProperty("spillway.root"));
    private static final Instant NOW = Instant.parse("2026-01-05T10:00:00Z");

    private final JsonMapper mapper = JsonMapper.shared();
    private final List<String> written = new ArrayList<>();
    private final DirectoryStore store =
            new DirectoryStore() {
                @Override
                public Optional<String> read() {
                    return written.isEmpty() ? Optional.empty() : Optional.of(written.getLast());
                }

                @Override
                public void write(String json) {
                    written.add(json);
                }
            };
    private DirectoryPublisher publisher = new DirectoryPublisher(store, mapper);

    @Test
    void writesTheFormOfTheContract() throws IOException {
        String example = Files.readString(ROOT.resolve("contracts/examples/tenant-directory.json"));

        Directory directory = mapper.readValue(example, Directory.class);

        assertThat(mapper.readTree(mapper.writeValueAsString(directory)))
                .isEqualTo(mapper.readTree(example));
    }

    @Test
    void writesAtOnceOnAChangeAndElseEveryFiveSeconds() {
        publisher.publish(demo(), NOW);
        publisher.publish(demo(), NOW.plusSeconds(4));
        publisher.publish(demo(), NOW.plusSeconds(5));
        publisher.publish(new Catalog(List.of(), List.of()), NOW.plusSeconds(6));

        assertThat(written).hasSize(3);
        assertThat(written.get(0)).isEqualTo(written.get(1)).contains("\"version\":1,");
        assertThat(written.get(2)).contains("\"version\":2,");
    }

    @Test
    void aNewControllerKeepsTheVersionOfWhatHasNotChanged() {
        publisher.publish(demo(), NOW);
        publisher = new DirectoryPublisher(store, mapper);
        publisher.publish(demo(), NOW.plusSeconds(60));
        publisher = new DirectoryPublisher(store, mapper);
        publisher.publish(new Catalog(List.of(), List.of()), NOW.plusSeconds(120));

        assertThat(written.get(1)).isEqualTo(written.get(0));
        assertThat(written.get(2)).contains("\"version\":2,");
    }

    @Test
    void replacesWhatItCannotRead() {
        written.add("not json");
        publisher.publish(demo(), NOW);

        assertThat(written.getLast()).contains("\"version\":1,");
    }

    private static Catalog demo() {
        Reading reading =
                new CatalogReader(Defaults.STANDARD).read(List.of(ROOT.resolve("examples/demo")));
        return ((Reading.Good) reading).catalog();
    }
}

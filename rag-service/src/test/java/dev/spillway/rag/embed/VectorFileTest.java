package dev.spillway.rag.embed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;

class VectorFileTest {

    @TempDir private Path folder = Path.of("");
    private final CountingModel model = new CountingModel();

    private VectorFile written() throws IOException {
        VectorFile file = VectorFile.empty("counting");
        file.keep("counting", Map.of("a", model.embed("a"), "b", model.embed("b")));
        file.write(folder.resolve("v.bin"));
        return VectorFile.read(folder.resolve("v.bin"));
    }

    @Test
    void givesBackNearlyTheSameVectorsOfLengthOne() throws IOException {
        float[] vector =
                Objects.requireNonNull(written().find("counting", List.of("a", "c")).get("a"));

        float[] exact = model.embed("a");
        double squares = 0;
        double dot = 0;
        for (int i = 0; i < vector.length; i++) {
            squares += vector[i] * vector[i];
            dot += vector[i] * exact[i];
        }
        assertThat(squares).isCloseTo(1, within(1e-5));
        assertThat(dot).isCloseTo(1, within(1e-5));
        assertThat(written().find("counting", List.of("c"))).isEmpty();
    }

    @Test
    void hasNothingForAnotherModel() throws IOException {
        assertThat(written().find("other", List.of("a"))).isEmpty();
    }

    @Test
    void refusesAFileThatIsNone() throws IOException {
        Path other = Files.writeString(folder.resolve("other"), "\0\5hello, world");
        assertThatThrownBy(() -> VectorFile.read(other)).isInstanceOf(IOException.class);
    }

    @Test
    void asksTheGrowingStoreOnlyForTheRest() throws IOException {
        VectorFile growing = VectorFile.empty("counting");
        LayeredStore store = new LayeredStore(written(), growing);
        store.keep("counting", Map.of("c", model.embed("c")));

        assertThat(growing.size()).isEqualTo(1);
        assertThat(store.find("counting", List.of("a", "b", "c", "d")))
                .containsOnlyKeys("a", "b", "c");
    }
}

package dev.spillway.controller.status;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

final class StatusTest {

    @Test
    void hasTheFormOfTheContract() throws IOException {
        JsonMapper mapper = JsonMapper.shared();
        String example =
                Files.readString(
                        Path.of(
                                System.getProperty("spillway.root"),
                                "contracts/examples/controller-status.json"));

        Status status = mapper.readValue(example, Status.class);

        assertThat(mapper.readTree(mapper.writeValueAsString(status)))
                .isEqualTo(mapper.readTree(example));
    }
}

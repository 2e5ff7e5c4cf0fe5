package dev.spillway.controller.report;

import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** Leaves a simulation's result and its page in one folder. */
public final class SimulationFiles {

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private SimulationFiles() {}

    /** Returns the page. */
    public static Path write(Path folder, SimulationResult result) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("result.json"), JSON.writeValueAsString(result) + "\n");
        Path page = folder.resolve("index.html");
        Files.writeString(page, html(result));
        return page;
    }

    private static String html(SimulationResult result) throws IOException {
        try (InputStream template =
                Objects.requireNonNull(
                        SimulationFiles.class.getResourceAsStream("simulation.html"))) {
            // A closing tag inside a string would end the script element.
            String data = new JsonMapper().writeValueAsString(result).replace("<", "\\u003c");
            return new String(template.readAllBytes(), StandardCharsets.UTF_8)
                    .replace("/*DATA*/null", data);
        }
    }
}

package dev.spillway.controller.yaml;

import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The documents of a file, not yet understood. */
public final class YamlFile {

    private static final long LARGEST_BYTES = 2L * 1024 * 1024;

    private YamlFile() {}

    /** Those before the first mistake. */
    public static List<Node> documents(Path file, Problems problems) {
        List<Node> documents = new ArrayList<>();
        String name = file.toString();
        try {
            if (!Files.exists(file)) {
                problems.add(new Problem(name, 0, "does not exist"));
            } else if (Files.size(file) > LARGEST_BYTES) {
                problems.add(new Problem(name, 0, "is larger than 2 MiB, the most allowed"));
            } else {
                String text = Files.readString(file);
                new Yaml(new LoaderOptions())
                        .composeAll(new StringReader(text))
                        .forEach(documents::add);
            }
        } catch (IOException e) {
            problems.add(new Problem(name, 0, "cannot be read as UTF-8 text"));
        } catch (MarkedYAMLException e) {
            int line = e.getProblemMark() == null ? 0 : e.getProblemMark().getLine() + 1;
            problems.add(new Problem(name, line, "is not YAML: " + oneLine(e.getProblem())));
        } catch (YAMLException e) {
            problems.add(
                    new Problem(
                            name, 0, "is not YAML: " + oneLine(String.valueOf(e.getMessage()))));
        }
        return documents;
    }

    private static String oneLine(String message) {
        return message.replaceAll("\\s+", " ").strip();
    }
}

package dev.spillway.loadtest.image;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** An image as the build wrote it: its configuration, and what is in the layers above its base. */
final class ImageTar {

    private static final JsonMapper JSON = JsonMapper.shared();

    /** Where an ELF file's header has its machine. */
    private static final int ELF_MACHINE = 18;

    private final Path folder;
    private final JsonNode image;
    private final List<Layer> layers = new ArrayList<>();

    /**
     * A layer.
     *
     * @param name what the build calls it
     * @param bytes as it is stored and sent, compressed
     * @param entries its files and folders
     */
    record Layer(String name, long bytes, List<Entry> entries) {}

    /**
     * A file or folder of a layer.
     *
     * @param mode as {@code ls} shows it
     * @param owner user and group by number
     * @param time to the second
     */
    record Entry(String mode, String owner, String time, String path) {

        /** Of tar's {@code MODE OWNER SIZE DATE TIME PATH}. */
        static Entry of(String line) {
            String[] words = line.strip().split("\\s+", 6);
            return new Entry(words[0], words[1], words[3] + " " + words[4], words[5]);
        }

        boolean isFile() {
            return mode.startsWith("-");
        }
    }

    private ImageTar(Path folder, JsonNode image) {
        this.folder = folder;
        this.image = image;
    }

    /** Unpacks the tar into an empty folder; the layers stay packed. */
    static ImageTar open(Path tar, Path folder) throws IOException, InterruptedException {
        output(List.of("tar", "-xf", tar.toString(), "-C", folder.toString()));
        JsonNode manifest = manifest(folder);
        ImageTar opened =
                new ImageTar(
                        folder,
                        JSON.readTree(folder.resolve(manifest.get("Config").asString()).toFile()));
        opened.readLayers(manifest.get("Layers"));
        return opened;
    }

    /** The build notes an author at each of its layers; those of the base come before. */
    private void readLayers(JsonNode files) throws IOException, InterruptedException {
        List<String> names = new ArrayList<>();
        for (JsonNode step : image.get("history")) {
            if (step.path("author").asString("").equals("Jib")) {
                names.add(step.get("comment").asString());
            }
        }
        int base = files.size() - names.size();
        for (int i = 0; i < names.size(); i++) {
            Path file = folder.resolve(files.get(base + i).asString());
            layers.add(new Layer(names.get(i), Files.size(file), entries(file)));
        }
    }

    private static List<Entry> entries(Path layer) throws IOException, InterruptedException {
        return output(
                        List.of(
                                "tar",
                                "--numeric-owner",
                                "--full-time",
                                "--utc",
                                "--warning=no-unknown-keyword",
                                "-tvf",
                                layer.toString()))
                .lines()
                .map(Entry::of)
                .toList();
    }

    private static JsonNode manifest(Path folder) {
        return JSON.readTree(folder.resolve("manifest.json").toFile()).get(0);
    }

    List<Layer> layers() {
        return List.copyOf(layers);
    }

    List<Entry> entries() {
        return layers.stream().flatMap(layer -> layer.entries().stream()).toList();
    }

    List<String> files() {
        return entries().stream().filter(Entry::isFile).map(Entry::path).toList();
    }

    long bytes() {
        return layers.stream().mapToLong(Layer::bytes).sum();
    }

    String created() {
        return image.get("created").asString();
    }

    /** The name with its tag. */
    String name() {
        return manifest(folder).get("RepoTags").get(0).asString();
    }

    String architecture() {
        return image.get("architecture").asString();
    }

    JsonNode config() {
        return image.get("config");
    }

    List<String> texts(String field) {
        return config().path(field).valueStream().map(JsonNode::asString).toList();
    }

    String text(String path) throws IOException, InterruptedException {
        return new String(bytes(path), StandardCharsets.UTF_8);
    }

    /** The architecture that an ELF file is for, as images call it. */
    String machine(String path) throws IOException, InterruptedException {
        int machine = bytes(path)[ELF_MACHINE] & 0xff;
        return switch (machine) {
            case 0x3e -> "amd64";
            case 0xb7 -> "arm64";
            default -> "machine " + machine;
        };
    }

    /** A file, from the last layer that has it. */
    private byte[] bytes(String path) throws IOException, InterruptedException {
        JsonNode manifest = manifest(folder);
        int base = manifest.get("Layers").size() - layers.size();
        for (int i = layers.size() - 1; i >= 0; i--) {
            if (layers.get(i).entries().stream().anyMatch(entry -> entry.path().equals(path))) {
                Path file = folder.resolve(manifest.get("Layers").get(base + i).asString());
                return bytesOf(
                        List.of(
                                "tar",
                                "--warning=no-unknown-keyword",
                                "-xOf",
                                file.toString(),
                                path));
            }
        }
        throw new AssertionError("no layer has " + path);
    }

    private static String output(List<String> command) throws IOException, InterruptedException {
        return new String(bytesOf(command), StandardCharsets.UTF_8);
    }

    private static byte[] bytesOf(List<String> command) throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        byte[] output = process.getInputStream().readAllBytes();
        if (process.waitFor() != 0) {
            throw new AssertionError(String.join(" ", command) + " failed");
        }
        return output;
    }
}

package dev.spillway.rag.embed;

import dev.spillway.rag.split.Hashes;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Vectors that were made ahead and lie beside a corpus, so that its first worker needs no minute of
 * computing. They are found by model and SHA-256 of the text: what a file says of a text that has
 * changed since is never used. Numbers are half floats, which moves a cosine by less than 0.001.
 *
 * <p>The file: {@value #MAGIC}, the model's name, dimensions, count, then per text its hash and its
 * numbers, all as {@link java.io.DataOutput} writes them.
 */
public final class VectorFile implements EmbeddingStore {

    private static final String MAGIC = "spillway-vectors-1";

    private final String model;
    private final Map<String, short[]> halves;

    private VectorFile(String model, Map<String, short[]> halves) {
        this.model = model;
        this.halves = halves;
    }

    /** One without vectors, to be filled and written. */
    public static VectorFile empty(String model) {
        return new VectorFile(model, new ConcurrentHashMap<>());
    }

    /**
     * Reads a file.
     *
     * @throws IOException when it cannot be read or is no such file
     */
    public static VectorFile read(Path path) throws IOException {
        try (DataInputStream in =
                new DataInputStream(new BufferedInputStream(Files.newInputStream(path), 1 << 16))) {
            if (!in.readUTF().equals(MAGIC)) {
                throw new IOException("it is no file of vectors");
            }
            VectorFile file = empty(in.readUTF());
            int dimensions = in.readInt();
            byte[] bytes = new byte[dimensions * Short.BYTES];
            for (int left = in.readInt(); left > 0; left--) {
                String hash = in.readUTF();
                short[] numbers = new short[dimensions];
                in.readFully(bytes);
                ByteBuffer.wrap(bytes).asShortBuffer().get(numbers);
                file.halves.put(hash, numbers);
            }
            return file;
        }
    }

    /** Writes it, always the same bytes for the same vectors. */
    public void write(Path path) throws IOException {
        try (DataOutputStream out =
                new DataOutputStream(
                        new java.io.BufferedOutputStream(Files.newOutputStream(path)))) {
            out.writeUTF(MAGIC);
            out.writeUTF(model);
            out.writeInt(halves.values().stream().mapToInt(v -> v.length).findFirst().orElse(0));
            out.writeInt(halves.size());
            for (Map.Entry<String, short[]> entry : new TreeMap<>(halves).entrySet()) {
                out.writeUTF(entry.getKey());
                for (short half : entry.getValue()) {
                    out.writeShort(half);
                }
            }
        }
    }

    public int size() {
        return halves.size();
    }

    @Override
    public Map<String, float[]> find(String wantedModel, List<String> texts) {
        Map<String, float[]> found = new HashMap<>();
        if (wantedModel.equals(model)) {
            for (String text : texts) {
                short[] numbers = halves.get(Hashes.sha256(text));
                if (numbers != null) {
                    found.put(text, unit(numbers));
                }
            }
        }
        return found;
    }

    @Override
    public void keep(String madeBy, Map<String, float[]> vectors) {
        vectors.forEach(
                (text, vector) -> {
                    short[] numbers = new short[vector.length];
                    for (int i = 0; i < vector.length; i++) {
                        numbers[i] = Float.floatToFloat16(vector[i]);
                    }
                    halves.put(Hashes.sha256(text), numbers);
                });
    }

    /** Rounding has changed the length a little; an index of dot products needs exactly one. */
    private static float[] unit(short[] numbers) {
        float[] vector = new float[numbers.length];
        double squares = 0;
        for (int i = 0; i < numbers.length; i++) {
            vector[i] = Float.float16ToFloat(numbers[i]);
            squares += (double) vector[i] * vector[i];
        }
        float length = (float) Math.sqrt(squares);
        for (int i = 0; i < numbers.length; i++) {
            vector[i] /= length;
        }
        return vector;
    }
}

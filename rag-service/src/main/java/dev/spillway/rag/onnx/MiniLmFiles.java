package dev.spillway.rag.onnx;

import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;

/** The model's files, which are on the class path. */
final class MiniLmFiles {

    private static final String MODEL = "/all-minilm-l6-v2-q.onnx";
    private static final String TOKENIZER = "/all-minilm-l6-v2-q-tokenizer.json";
    private static final int VOCABULARY_SIZE = 30_522;

    private MiniLmFiles() {}

    static byte[] model() {
        try (InputStream file = open(MODEL)) {
            return file.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Piece to id, out of {@code model.vocab}. */
    static Map<String, Integer> vocabulary() {
        Map<String, Integer> vocabulary = HashMap.newHashMap(VOCABULARY_SIZE);
        try (InputStream file = open(TOKENIZER);
                JsonParser json = new JsonFactory().createParser(ObjectReadContext.empty(), file)) {
            while (json.nextToken() != null) {
                if (json.currentToken() == JsonToken.PROPERTY_NAME
                        && json.currentName().equals("vocab")) {
                    read(json, vocabulary);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return vocabulary;
    }

    private static void read(JsonParser json, Map<String, Integer> vocabulary) {
        json.nextToken();
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            String piece = json.currentName();
            json.nextToken();
            vocabulary.put(piece, json.getIntValue());
        }
    }

    private static InputStream open(String name) throws IOException {
        InputStream file = MiniLmFiles.class.getResourceAsStream(name);
        if (file == null) {
            throw new IOException("the class path has no " + name);
        }
        return file;
    }
}

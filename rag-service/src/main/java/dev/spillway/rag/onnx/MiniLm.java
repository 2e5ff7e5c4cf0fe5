package dev.spillway.rag.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;

import dev.spillway.rag.embed.EmbeddingModel;

import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * sentence-transformers/all-MiniLM-L6-v2, quantized to 8 bits: the mean of the last layer over all
 * tokens, scaled to length one. Runs in the calling thread; its texts are read up to {@value
 * #MOST_TOKENS} tokens, as it was trained.
 */
public final class MiniLm implements EmbeddingModel, AutoCloseable {

    public static final String NAME = "all-MiniLM-L6-v2-q";
    public static final int DIMENSIONS = 384;
    static final int MOST_TOKENS = 256;
    private static final long START_STACK_BYTES = 16L << 20;

    private final OrtEnvironment environment;
    private final OrtSession session;
    private final WordPiece tokenizer;

    private MiniLm(OrtEnvironment environment, OrtSession session, WordPiece tokenizer) {
        this.environment = environment;
        this.session = session;
        this.tokenizer = tokenizer;
    }

    public static MiniLm load() {
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            OrtEnvironment environment = environment();
            // The worker's slots are the parallelism; threads of the session's own would only add
            // switches.
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            return new MiniLm(
                    environment,
                    environment.createSession(MiniLmFiles.model(), options),
                    new WordPiece(MiniLmFiles.vocabulary()));
        } catch (OrtException e) {
            throw new IllegalStateException("the embedding model cannot be loaded", e);
        }
    }

    /**
     * The library's own start overruns the stack of an ordinary Java thread, which ends the whole
     * process without a word. What comes after it needs no more than any other code.
     */
    private static OrtEnvironment environment() {
        FutureTask<OrtEnvironment> start = new FutureTask<>(OrtEnvironment::getEnvironment);
        new Thread(null, start, "onnx-start", START_STACK_BYTES).start();
        try {
            return start.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the model was loaded", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("ONNX Runtime cannot be started", e.getCause());
        }
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public int tokens(String text) {
        return tokenizer.encode(text, Math.max(2, text.length() + 2)).length - 2;
    }

    @Override
    public float[] embed(String text) {
        long[] ids = tokenizer.encode(text, MOST_TOKENS);
        long[] ones = new long[ids.length];
        Arrays.fill(ones, 1);
        try (OnnxTensor input = tensor(ids);
                OnnxTensor mask = tensor(ones);
                OnnxTensor types = tensor(new long[ids.length]);
                OrtSession.Result result =
                        session.run(
                                Map.of(
                                        "input_ids", input,
                                        "attention_mask", mask,
                                        "token_type_ids", types))) {
            return mean(((OnnxTensor) result.get(0)).getFloatBuffer(), ids.length);
        } catch (OrtException e) {
            throw new IllegalStateException("the embedding model failed", e);
        }
    }

    private OnnxTensor tensor(long[] values) throws OrtException {
        return OnnxTensor.createTensor(
                environment, LongBuffer.wrap(values), new long[] {1, values.length});
    }

    private static float[] mean(FloatBuffer layer, int tokens) {
        float[] sum = new float[DIMENSIONS];
        for (int token = 0; token < tokens; token++) {
            for (int i = 0; i < DIMENSIONS; i++) {
                sum[i] += layer.get(token * DIMENSIONS + i);
            }
        }
        double squares = 0;
        for (float value : sum) {
            squares += (double) value * value;
        }
        float length = (float) Math.sqrt(squares);
        for (int i = 0; i < DIMENSIONS; i++) {
            sum[i] /= length;
        }
        return sum;
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException("the embedding model cannot be closed", e);
        }
    }
}

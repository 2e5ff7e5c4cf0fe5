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
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * sentence-transformers/all-MiniLM-L6-v2, quantized to 8 bits: the mean of the last layer over all
 * tokens, scaled to length one. Runs in the calling thread; its texts are read up to {@value
 * #MOST_TOKENS} tokens, as it was trained.
 */
public final class MiniLm implements EmbeddingModel {

    public static final String NAME = "all-MiniLM-L6-v2-q";
    public static final int DIMENSIONS = 384;
    static final int MOST_TOKENS = 256;

    private final OrtEnvironment environment;
    private final OrtSession session;
    private final WordPiece tokenizer;

    /** Read by who uses the session, written by who closes it. */
    private final ReadWriteLock closing = new ReentrantReadWriteLock();

    private boolean closed;

    private MiniLm(OrtEnvironment environment, OrtSession session, WordPiece tokenizer) {
        this.environment = environment;
        this.session = session;
        this.tokenizer = tokenizer;
    }

    public static MiniLm load() {
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            OrtEnvironment environment = LastingEnvironment.get();
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
        closing.readLock().lock();
        try {
            if (closed) {
                throw new IllegalStateException("the embedding model is closed");
            }
            return run(ids);
        } catch (OrtException e) {
            throw new IllegalStateException("the embedding model failed", e);
        } finally {
            closing.readLock().unlock();
        }
    }

    private float[] run(long[] ids) throws OrtException {
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

    /**
     * Waits for the runs under way: the library would crash the process. Later ones are refused.
     */
    @Override
    public void close() {
        closing.writeLock().lock();
        try {
            if (!closed) {
                closed = true;
                session.close();
            }
        } catch (OrtException e) {
            throw new IllegalStateException("the embedding model cannot be closed", e);
        } finally {
            closing.writeLock().unlock();
        }
    }
}

package dev.spillway.rag.onnx;

import ai.onnxruntime.OrtEnvironment;

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * ONNX Runtime's environment, open as long as the process lives. The library frees it in a shutdown
 * hook, and all hooks run at the same time: the queries that a drain lets finish would run in freed
 * memory, which ends the process (microsoft/onnxruntime#31352). The native environment counts its
 * references, so one more is taken, and never given back.
 */
final class LastingEnvironment {

    private static final long START_STACK_BYTES = 16L << 20;
    private static final int WARNING = 2;
    private static boolean lasting;

    private LastingEnvironment() {}

    /**
     * The library's own start overruns the stack of an ordinary Java thread, which ends the whole
     * process without a word. What comes after it needs no more than any other code.
     */
    static OrtEnvironment get() {
        FutureTask<OrtEnvironment> start = new FutureTask<>(LastingEnvironment::start);
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

    private static synchronized OrtEnvironment start() throws ReflectiveOperationException {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        if (!lasting) {
            Field api =
                    Class.forName("ai.onnxruntime.OnnxRuntime").getDeclaredField("ortApiHandle");
            Method create =
                    OrtEnvironment.class.getDeclaredMethod(
                            "createHandle", long.class, int.class, String.class);
            api.setAccessible(true);
            create.setAccessible(true);
            create.invoke(null, api.getLong(null), WARNING, "lasting");
            lasting = true;
        }
        return environment;
    }
}

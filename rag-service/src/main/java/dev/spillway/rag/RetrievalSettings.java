package dev.spillway.rag;

import org.springframework.boot.context.properties.ConfigurationProperties;

import java.nio.file.Path;

/**
 * How passages are found.
 *
 * @param corpusDir the folder with one folder per collection
 * @param questionCache questions whose vectors are remembered, 0 for none; one takes about 2 KiB
 * @param prewarmModel whether the model is loaded at start, not at its first use
 * @param readinessCheckModel whether the worker is ready only with the model loaded
 */
@ConfigurationProperties("rag.retrieval")
record RetrievalSettings(
        Path corpusDir, int questionCache, boolean prewarmModel, boolean readinessCheckModel) {

    private static final int MOST_QUESTIONS = 1_000_000;

    RetrievalSettings {
        if (questionCache < 0 || questionCache > MOST_QUESTIONS) {
            throw new IllegalArgumentException(
                    "question-cache is %d; allowed are 0 to %d"
                            .formatted(questionCache, MOST_QUESTIONS));
        }
    }
}

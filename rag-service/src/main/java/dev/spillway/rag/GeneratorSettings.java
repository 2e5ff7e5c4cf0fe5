package dev.spillway.rag;

import dev.spillway.rag.answer.ServiceTimes;
import dev.spillway.rag.openai.OpenAiEndpoint;

import org.springframework.boot.context.properties.ConfigurationProperties;

import java.time.Duration;

/**
 * Who writes the answers.
 *
 * @param name the generator
 * @param offline whether nothing outside may be called
 * @param syntheticMeanMillis mean of the made-up service times
 * @param syntheticSigma standard deviation of their logarithm
 * @param syntheticSeed varies them
 * @param openaiBaseUrl the model server
 * @param openaiApiKey its key; empty for none
 * @param openaiModel the model to ask for
 * @param openaiTimeout for one whole answer
 */
@ConfigurationProperties("rag.generator")
record GeneratorSettings(
        Name name,
        boolean offline,
        double syntheticMeanMillis,
        double syntheticSigma,
        long syntheticSeed,
        String openaiBaseUrl,
        String openaiApiKey,
        String openaiModel,
        Duration openaiTimeout) {

    enum Name {
        EXTRACTIVE,
        OPENAI,
        SYNTHETIC
    }

    GeneratorSettings {
        var _ = new ServiceTimes(syntheticMeanMillis, syntheticSigma, syntheticSeed);
        if (name == Name.OPENAI) {
            checkOpenAi(offline, openaiBaseUrl, openaiModel);
        }
        if (openaiTimeout.toMillis() < 1) {
            throw new IllegalArgumentException(
                    "openai-timeout is %d ms; it must be at least 1 ms"
                            .formatted(openaiTimeout.toMillis()));
        }
    }

    private static void checkOpenAi(boolean offline, String baseUrl, String model) {
        if (offline) {
            throw new IllegalArgumentException(
                    "name is 'openai' while OFFLINE is true; allowed are extractive and synthetic");
        }
        if (model.isBlank()) {
            throw new IllegalArgumentException(
                    "openai-model is not set; the openai generator needs a model's name");
        }
        try {
            OpenAiEndpoint.of(baseUrl, "", model, Duration.ofSeconds(1));
        } catch (IllegalArgumentException _) {
            throw new IllegalArgumentException(
                    "openai-base-url is '%s'; allowed is http(s)://host[:port][/v1]"
                            .formatted(baseUrl));
        }
    }

    ServiceTimes serviceTimes() {
        return new ServiceTimes(syntheticMeanMillis, syntheticSigma, syntheticSeed);
    }

    OpenAiEndpoint endpoint() {
        return OpenAiEndpoint.of(openaiBaseUrl, openaiApiKey, openaiModel, openaiTimeout);
    }

    /** Free of the key. */
    @Override
    public String toString() {
        return "generator " + name;
    }
}

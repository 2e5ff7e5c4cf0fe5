package dev.spillway.rag.answer;

import java.time.Duration;

/**
 * For load tests: answers as another generator does, then takes the time a language model might
 * have taken, and says so in the answer.
 */
public final class SyntheticGenerator implements Generator {

    private final Generator generator;
    private final ServiceTimes times;

    public SyntheticGenerator(Generator generator, ServiceTimes times) {
        this.generator = generator;
        this.times = times;
    }

    @Override
    public String name() {
        return "synthetic";
    }

    @Override
    public Generated generate(Prompt prompt, Parts parts, StopSignal stop) {
        Duration time = times.of(prompt.id());
        String label = "[synthetic service time: %d ms] ".formatted(time.toMillis());
        parts.send(label);
        return switch (generator.generate(prompt, parts, stop)) {
            case Generated.Failed failed -> failed;
            case Generated.Answered answered -> {
                stop.pass(time);
                yield new Generated.Answered(
                        label + answered.text(),
                        answered.citations(),
                        name(),
                        true,
                        answered.promptTokens(),
                        answered.completionTokens());
            }
        };
    }
}

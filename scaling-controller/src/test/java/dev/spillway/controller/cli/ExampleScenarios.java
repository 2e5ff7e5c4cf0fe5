package dev.spillway.controller.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.controller.report.SimulationResult;
import dev.spillway.controller.simulate.run.Progress;
import dev.spillway.controller.simulate.scenario.Contender;
import dev.spillway.controller.simulate.scenario.Scenario;
import dev.spillway.controller.simulate.score.Outcome;
import dev.spillway.controller.simulate.score.Runs;
import dev.spillway.controller.yaml.scenario.ScenarioReader;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The scenarios of {@code examples/scenarios}, for tests. */
final class ExampleScenarios {

    static final Path FOLDER =
            Path.of(System.getProperty("spillway.root", ".."), "examples", "scenarios");

    private ExampleScenarios() {}

    static Optional<Path> traces() {
        return Optional.ofNullable(
                        System.getProperty("SPILLWAY_TRACES", System.getenv("SPILLWAY_TRACES")))
                .map(Path::of);
    }

    static Scenario read(Path file) {
        ScenarioReader.Result result =
                new ScenarioReader(SimulateCommand::problem, traces()).read(file);
        assertThat(result).isInstanceOf(ScenarioReader.Good.class);
        return ((ScenarioReader.Good) result).scenario();
    }

    /** One of them, with some words of its document replaced. */
    static Scenario read(Path folder, String name, String... replacements) throws IOException {
        String document = Files.readString(FOLDER.resolve(name + ".yaml"));
        for (int i = 0; i < replacements.length; i += 2) {
            assertThat(document).contains(replacements[i]);
            document = document.replace(replacements[i], replacements[i + 1]);
        }
        return read(Files.writeString(folder.resolve(name + ".yaml"), document));
    }

    /** Plays it with its first so many seeds. */
    static SimulationResult play(Scenario scenario, int seeds) {
        Map<String, List<Outcome>> outcomes = new LinkedHashMap<>();
        for (Contender contender : scenario.contenders()) {
            for (long seed : scenario.seeds().stream().limit(seeds).toList()) {
                outcomes.computeIfAbsent(contender.label(), _ -> new ArrayList<>())
                        .add(SimulateCommand.play(scenario, contender, seed, Progress.SILENT));
            }
        }
        Runs runs = new Runs(outcomes, (scenario.lengthNanos() - scenario.warmUpNanos()) / 1e9);
        return SimulationResult.of(scenario, scenario.contenders(), runs, 0, "");
    }
}

package dev.spillway.controller.cli;

import dev.spillway.controller.report.SimulationResult;

import java.util.List;

/**
 * Plays example scenarios with all their seeds and prints what was claimed beside what was
 * measured, as rows of {@code docs/simulator-claims.md}. Arguments: names of scenarios.
 */
public final class ClaimsTable {

    private ClaimsTable() {}

    public static void main(String[] names) {
        for (String name : names) {
            SimulationResult result =
                    ExampleScenarios.play(
                            ExampleScenarios.read(ExampleScenarios.FOLDER.resolve(name + ".yaml")),
                            Integer.MAX_VALUE);
            for (SimulationResult.ClaimResult claim : result.claims()) {
                List<String> cells = SimulationTables.cells(claim);
                System.out.printf("| `%s` | %s |%n", name, String.join(" | ", cells));
            }
        }
    }
}

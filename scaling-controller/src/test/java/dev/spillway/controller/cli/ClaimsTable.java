package dev.spillway.controller.cli;

import dev.spillway.controller.report.SimulationResult;

import java.nio.file.Path;

/**
 * Plays example scenarios with all their seeds and prints what was claimed beside what was
 * measured: the sections of {@code docs/simulator-claims.md}. Arguments: names of scenarios.
 */
public final class ClaimsTable {

    private ClaimsTable() {}

    public static void main(String[] names) {
        for (String name : names) {
            Path file = ExampleScenarios.FOLDER.resolve(name + ".yaml");
            SimulationResult result =
                    ExampleScenarios.play(ExampleScenarios.read(file), Integer.MAX_VALUE);
            System.out.printf("## %s%n%n", name);
            System.out.println("| claim | policy | claimed | measured | holds |");
            System.out.println("|---|---|---|---|---|");
            for (SimulationResult.ClaimResult claim : result.claims()) {
                System.out.printf("| %s |%n", String.join(" | ", SimulationTables.cells(claim)));
            }
            System.out.println();
        }
    }
}

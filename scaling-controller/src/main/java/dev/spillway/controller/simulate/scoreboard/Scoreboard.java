package dev.spillway.controller.simulate.scoreboard;

import dev.spillway.controller.simulate.faro.FaroScore;
import dev.spillway.controller.simulate.faro.FaroTrace;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Runs the deadline policy, the published ones and the deadline policy without each of its parts on
 * nodes of several sizes, and prints what each came to. Its arguments are the trace's file and, if
 * wanted, {@code 100} to run the hundred tenants as well: the ten of the trace ten times.
 */
public final class Scoreboard {

    private static final int[] CPUS = {16, 24, 32, 36, 40, 100};
    private static final int[] ABLATION_CPUS = {24, 32, 36, 100};
    private static final int MANY_CPUS = 320;
    private static final long[] SEEDS = {24, 32, 40, 42, 62};

    private final PrintStream progress;
    private final long[] seeds;

    Scoreboard(PrintStream progress, long... seeds) {
        this.progress = progress;
        this.seeds = seeds.clone();
    }

    public static void main(String[] args) throws IOException {
        if (args.length < 1 || args.length > 2 || (args.length == 2 && !args[1].equals("100"))) {
            System.err.println("usage: Scoreboard TRACE [100]");
            System.exit(2);
        }
        FaroTrace trace = FaroTrace.read(Path.of(args[0]));
        Scoreboard scoreboard = new Scoreboard(System.err, SEEDS);
        System.out.println(Row.table(scoreboard.measure(Contestant.all(), trace, CPUS)));
        System.out.println(
                Row.table(scoreboard.measure(Contestant.ablations(), trace, ABLATION_CPUS)));
        if (args.length == 2) {
            System.out.println(
                    Row.table(scoreboard.measure(Contestant.all(), trace.times(10), MANY_CPUS)));
        }
    }

    List<Row> measure(List<Contestant> contestants, FaroTrace trace, int... cpus) {
        List<Row> rows = new ArrayList<>();
        for (int size : cpus) {
            for (Contestant contestant : contestants) {
                long begun = System.nanoTime();
                List<FaroScore> scores =
                        Arrays.stream(seeds)
                                .mapToObj(seed -> contestant.run().on(trace, size, seed))
                                .toList();
                Row row = new Row(size, contestant.title(), scores);
                progress.printf(
                        "%d CPUs, %s: %s, %.1f s a run%n",
                        size,
                        row.policy(),
                        row.violated(),
                        (System.nanoTime() - begun) / 1e9 / seeds.length);
                rows.add(row);
            }
        }
        return rows;
    }
}

package dev.spillway.controller.simulate.faro.calibration;

import dev.spillway.controller.simulate.faro.FaroScore;
import dev.spillway.controller.simulate.faro.FaroTrace;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Runs every published policy on every published node size, and prints how near the results come to
 * the published ones. Its arguments are the trace's file and, if wanted, {@code 100} to run the
 * hundred tenants as well: the ten of the trace ten times.
 */
public final class Calibration {

    private static final int[] CPUS = {16, 24, 28, 32, 36, 40, 100};
    private static final int MANY_CPUS = 320;
    private static final long[] SEEDS = {24, 32, 40, 42, 62};

    private final PrintStream progress;
    private final long[] seeds;

    Calibration(PrintStream progress, long... seeds) {
        this.progress = progress;
        this.seeds = seeds.clone();
    }

    public static void main(String[] args) throws IOException {
        if (args.length < 1 || args.length > 2 || (args.length == 2 && !args[1].equals("100"))) {
            System.err.println("usage: Calibration TRACE [100]");
            System.exit(2);
        }
        FaroTrace trace = FaroTrace.read(Path.of(args[0]));
        Calibration calibration = new Calibration(System.err, SEEDS);
        List<Measured> all = new ArrayList<>();
        for (Contender contender : Contender.values()) {
            for (int cpus : CPUS) {
                all.add(calibration.measure(contender, trace, cpus));
            }
        }
        if (args.length == 2) {
            FaroTrace many = trace.times(10);
            for (Contender contender : Contender.values()) {
                all.add(calibration.measure(contender, many, MANY_CPUS));
            }
        }
        System.out.print(Report.of(all));
    }

    Measured measure(Contender contender, FaroTrace trace, int cpus) {
        long begun = System.nanoTime();
        List<FaroScore> scores =
                Arrays.stream(seeds).mapToObj(seed -> contender.run(trace, cpus, seed)).toList();
        Measured measured = new Measured(contender, trace.tenants().size(), cpus, scores);
        progress.printf(
                "%s, %d tenants, %d CPUs: %.2f %% violated, %.2f s a run%n",
                contender.title(),
                measured.tenants(),
                cpus,
                measured.violationPercent().getAverage(),
                (System.nanoTime() - begun) / 1e9 / seeds.length);
        return measured;
    }
}

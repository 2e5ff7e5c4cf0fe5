package dev.spillway.controller.simulate.faro;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Requests per tenant and minute, as Faro's repository publishes them: one JSON object a line,
 * {@code {"ts": 0, "counts": {"serve-cluster0": {"classifier": 957}, …}}}.
 */
public final class FaroTrace {

    private static final Pattern COUNT =
            Pattern.compile("\"([^\"]+)\"\\s*:\\s*\\{\\s*\"classifier\"\\s*:\\s*(\\d{1,9})\\s*}");

    private final List<String> tenants;
    private final List<int[]> counts;

    private FaroTrace(List<String> tenants, List<int[]> counts) {
        this.tenants = List.copyOf(tenants);
        this.counts = List.copyOf(counts);
    }

    /**
     * Reads a file.
     *
     * @throws IllegalArgumentException where a line has other tenants than the first one
     */
    public static FaroTrace read(Path file) throws IOException {
        return parse(Files.readAllLines(file).stream().filter(line -> !line.isBlank()).toList());
    }

    static FaroTrace parse(List<String> lines) {
        List<String> tenants = new ArrayList<>();
        List<int[]> counts = new ArrayList<>();
        for (int minute = 0; minute < lines.size(); minute++) {
            List<String> names = new ArrayList<>();
            for (Matcher count = COUNT.matcher(lines.get(minute)); count.find(); ) {
                names.add(count.group(1));
                if (minute == 0) {
                    counts.add(new int[lines.size()]);
                }
                if (names.size() <= counts.size()) {
                    counts.get(names.size() - 1)[minute] = Integer.parseInt(count.group(2));
                }
            }
            if (minute == 0) {
                tenants.addAll(names);
            }
            if (names.isEmpty() || !names.equals(tenants)) {
                throw new IllegalArgumentException(
                        "line %d of the trace has counts of %s; those of %s are needed"
                                .formatted(
                                        minute + 1,
                                        names,
                                        tenants.isEmpty() ? "at least one tenant" : tenants));
            }
        }
        return new FaroTrace(tenants, counts);
    }

    /** Only the first minutes. */
    public FaroTrace first(int minutes) {
        return new FaroTrace(
                tenants, counts.stream().map(of -> Arrays.copyOf(of, minutes)).toList());
    }

    /** Every tenant so many times: all tenants, and all of them again. */
    public FaroTrace times(int copies) {
        return new FaroTrace(
                IntStream.range(0, copies)
                        .boxed()
                        .flatMap(copy -> tenants.stream().map(name -> name + "-" + copy))
                        .toList(),
                IntStream.range(0, copies).boxed().flatMap(_ -> counts.stream()).toList());
    }

    public List<String> tenants() {
        return tenants;
    }

    public int minutes() {
        return counts.isEmpty() ? 0 : counts.getFirst().length;
    }

    /** A tenant's requests in each minute. */
    public int[] counts(int tenant) {
        return counts.get(tenant).clone();
    }

    public long requests() {
        return counts.stream().flatMapToInt(Arrays::stream).asLongStream().sum();
    }
}

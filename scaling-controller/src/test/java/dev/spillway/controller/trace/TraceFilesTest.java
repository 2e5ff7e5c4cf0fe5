package dev.spillway.controller.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import static java.util.Objects.requireNonNull;

import dev.spillway.controller.simulate.arrive.Rate;
import dev.spillway.controller.simulate.arrive.Replay;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

final class TraceFilesTest {

    @TempDir private Path folder;

    private Trace read(TraceFormat format, String text) throws IOException, WrongTraceException {
        Path file = folder.resolve("trace");
        Files.writeString(file, text);
        return new TraceFiles().read(file, format);
    }

    @Test
    void readsFarosCounts() throws Exception {
        Trace trace =
                read(
                        TraceFormat.FARO,
                        """
                        {"ts": 0, "counts": {"a": {"classifier": 60}, "b": {"classifier": 6}}}
                        {"ts": 1, "counts": {"a": {"classifier": 120}, "b": {"classifier": 0}}}
                        """);

        Rate.Bins rate = requireNonNull(((Trace.Counts) trace).byTenant().get("a"));
        assertThat(rate.at(30)).isEqualTo(1);
        assertThat(rate.at(60)).isEqualTo(2);
        assertThat(rate.at(120)).isZero();
        assertThat(rate.steadyUntil(61)).isEqualTo(120);
    }

    @Test
    void readsAzuresRequests() throws Exception {
        Trace trace =
                read(
                        TraceFormat.AZURE,
                        """
                        TIMESTAMP,ContextTokens,GeneratedTokens
                        2023-11-16 18:17:03.9799600,4808,10
                        2023-11-16 18:17:04.0319600,3180,8
                        """);

        Replay rows = requireNonNull(((Trace.Requests) trace).byTenant().get(Trace.ALL));
        assertThat(rows.size()).isEqualTo(2);
        assertThat(rows.nanos(1)).isEqualTo(52_000_000);
        assertThat(rows.contextTokens(0)).isEqualTo(4808);
        assertThat(rows.generatedTokens(1)).isEqualTo(8);
    }

    @Test
    void readsOurOwnCsv() throws Exception {
        Trace requests = read(TraceFormat.CSV, "seconds,tenant\n2.5,a\n0.5,a\n1,b\n");
        Trace counts =
                read(TraceFormat.CSV, "seconds,tenant,count\n0,a,30\n60,a,0\n180,a,12\n120,b,6\n");

        Replay rows = requireNonNull(((Trace.Requests) requests).byTenant().get("a"));
        assertThat(rows.nanos(0)).isEqualTo(500_000_000);
        assertThat(rows.isSized()).isFalse();
        Rate.Bins rate = requireNonNull(((Trace.Counts) counts).byTenant().get("a"));
        assertThat(rate.perSecond()).containsExactly(0.5, 0.0, 0.0, 0.2);
    }

    @Test
    void dealsRowsOutAndRotatesThem() throws Exception {
        Trace trace = read(TraceFormat.CSV, "seconds,tenant\n0,a\n10,a\n20,a\n30,a\n");
        Replay rows = requireNonNull(((Trace.Requests) trace).byTenant().get("a"));

        assertThat(rows.part(1, 2).size()).isEqualTo(2);
        assertThat(rows.part(1, 2).nanos(0)).isEqualTo(10_000_000_000L);
        Replay rotated = rows.rotated(10_000_000_000L);
        assertThat(rotated.nanos(0)).isZero();
        assertThat(rotated.size()).isEqualTo(4);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    AZURE | time,tokens | does not begin with the line TIMESTAMP,ContextTokens,GeneratedTokens
                    AZURE | TIMESTAMP,ContextTokens,GeneratedTokens | holds no request
                    AZURE | TIMESTAMP,ContextTokens,GeneratedTokens;yesterday,1,2 | line 2 begins with 'yesterday'; a time such as 2023-11-16 18:17:03.97 is needed
                    AZURE | TIMESTAMP,ContextTokens,GeneratedTokens;2023-11-16 18:17:03,1,-2 | line 2 has '-2'; whole numbers from 0 on are needed
                    CSV | a,b | begins with 'a,b'; allowed are seconds,tenant; seconds,tenant,context_tokens,generated_tokens; seconds,tenant,count
                    CSV | seconds,tenant;-1,a | line 2 begins with '-1'; seconds from 0 on are needed
                    CSV | seconds,tenant;1 | line 2 has 1 cells; 2 are needed
                    CSV | seconds,tenant,count;0,a,5 | has counts of one time only; two are needed to know how long a bin is
                    FARO | {} | line 1 has no object 'counts'
                    FARO | counts | line 1 is not JSON
                    """)
    void saysWhatIsWrong(TraceFormat format, String text, String problem) {
        assertThatThrownBy(() -> read(format, text.replace(';', '\n')))
                .isInstanceOf(WrongTraceException.class)
                .hasMessage(problem);
    }

    @Test
    void readsThePublishedTraces() throws Exception {
        String where = System.getProperty("SPILLWAY_TRACES", System.getenv("SPILLWAY_TRACES"));
        Assumptions.assumeTrue(
                where != null, "SPILLWAY_TRACES names no folder of traces; they are not read");
        TraceFiles files = new TraceFiles();

        Trace code = files.read(Path.of(where, "azure-llm-2023-code.csv"), TraceFormat.AZURE);
        Trace faro = files.read(Path.of(where, "faro-10-tenants.json"), TraceFormat.FARO);

        assertThat(requireNonNull(((Trace.Requests) code).byTenant().get(Trace.ALL)).size())
                .isEqualTo(8819);
        double requests =
                ((Trace.Counts) faro)
                        .byTenant().values().stream()
                                .flatMap(bins -> bins.perSecond().stream())
                                .mapToDouble(rate -> rate * 60)
                                .sum();
        assertThat(Math.round(requests)).isEqualTo(2_675_770);
    }
}

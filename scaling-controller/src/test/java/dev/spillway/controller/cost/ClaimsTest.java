package dev.spillway.controller.cost;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** {@code docs/cost-claims.md} is the table of {@link Claims}; the figures here are by hand. */
final class ClaimsTest {

    private static final Path PAGE =
            Path.of(System.getProperty("spillway.root"), "docs", "cost-claims.md");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    # where            | what                                     | computed
                    S0 cost, small     | fixed fleet of 10, month                 | 1000.00 USD, 83000.00 INR
                    S0 cost, small     | scaling fleet, month                     | 700.00 USD, 58100.00 INR
                    S0 cost, small     | saved                                    | 300.00 USD, 24900.00 INR, 30.0 %
                    S0 cost, small     | utilisation of the fixed fleet           | 40.0 %
                    S0 cost, medium    | fixed fleet of 50, month                 | 5000.00 USD, 415000.00 INR
                    S0 cost, medium    | scaling fleet, month                     | 3000.00 USD, 249000.00 INR
                    S0 cost, medium    | saved                                    | 2000.00 USD, 166000.00 INR, 40.0 %
                    S0 cost, medium    | utilisation of the fixed fleet           | 32.0 %
                    S0 cost, medium    | break-even of ₹20K                       | 3.6 days
                    S0 cost, large     | fixed fleet of 200, month                | 20000.00 USD, 1660000.00 INR
                    S0 cost, large     | scaling fleet, month                     | 11000.00 USD, 913000.00 INR
                    S0 cost, large     | saved                                    | 9000.00 USD, 747000.00 INR, 45.0 %
                    S0 cost, large     | utilisation of the fixed fleet           | 30.0 %
                    S0 cost, large     | break-even of ₹1.5L                      | 6.0 days
                    S0 architecture 3 (C-14) | three ready workers, month         | 300.00 USD, 24900.00 INR
                    S0 architecture 3 (C-14) | the other reading: one worker, month | 24.10 USD, 2000.00 INR
                    S0 architecture 4  | a flood of 5 s, four workers for 5 min   | 0.05 USD, 3.84 INR
                    S0 failure 8       | 30 workers a week ahead and two days on  | 900.00 USD, 74700.00 INR
                    S2 cost            | before, day                              | 11.20 USD
                    S2 cost            | before, month                            | 336.00 USD
                    S2 cost            | after, day                               | 9.00 USD
                    S2 cost            | after, month                             | 270.00 USD
                    S2 cost            | saved, month                             | 66.00 USD
                    S2 cost (C-08)     | saved                                    | 19.6 %
                    S2 cost (C-07)     | replicas before, average                 | 4.67
                    S2 cost (C-07)     | replicas after, average                  | 3.75
                    S2 success         | a million predictions                    | 42.00 USD to 33.75 USD
                    S3 cost example    | CPU nodes, 10 to 4                       | 1000.00 USD to 400.00 USD
                    S3 cost example    | GPU nodes, 5 to 1                        | 5000.00 USD to 1000.00 USD
                    S3 cost example    | month                                    | 6000.00 USD to 1400.00 USD
                    S3 cost example    | saved                                    | 76.7 %
                    S3 cost example    | saved, year                              | 55200.00 USD
                    S3 spot            | one GPU node on spot, month              | 300.00 USD
                    S3 to zero         | training, 9 to 18 on weekdays            | -73.2 %
                    S3 to zero         | batch                                    | -80.0 %
                    S3 to zero         | development, at night                    | -45.0 %
                    S0 quotas (C-12)   | caps of 1 premium, 5 standard, 4 free    | 180.0 % together
                    """)
    void theDocumentsFiguresGive(String where, String what, String computed) {
        assertThat(Claims.all())
                .filteredOn(claim -> claim.where().equals(where) && claim.what().equals(what))
                .extracting(Claims.Claim::computed)
                .containsExactly(computed);
    }

    /** {@code -Dcost-claims.write=true} writes the page anew. */
    @Test
    void thePageSaysWhatIsComputed() throws IOException {
        String page = page(Claims.all());
        if (Boolean.getBoolean("cost-claims.write")) {
            Files.writeString(PAGE, page);
        }
        assertThat(PAGE).content().isEqualTo(page);
    }

    private static String page(List<Claims.Claim> claims) {
        StringBuilder page =
                new StringBuilder(
                        """
                        # Claimed and computed costs

                        Made by `ClaimsTest`. Sums of money in the source documents, as they claim them and as the package `cost` computes
                        them from the same document's own prices and hours: exact to the cent, rounded once, half up. S0 is the auto-scaling
                        of multi-tenant infrastructure, S2 SLO-based autoscaling, S3 autoscaling of ML workloads; C-nn are places where the
                        documents contradict themselves. What a policy does to cost is not here but in the simulator's reports.

                        | where | what | claimed | computed | remark |
                        |---|---|---|---|---|
                        """);
        claims.forEach(
                claim ->
                        page.append(
                                "| %s | %s | %s | %s | %s |%n"
                                        .formatted(
                                                claim.where(),
                                                claim.what(),
                                                claim.claimed(),
                                                claim.computed(),
                                                claim.remark())));
        return page.toString().replace(" |  |", " | |");
    }
}

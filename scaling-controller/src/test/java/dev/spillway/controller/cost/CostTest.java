package dev.spillway.controller.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.quicktheories.QuickTheory.qt;
import static org.quicktheories.generators.SourceDSL.integers;
import static org.quicktheories.generators.SourceDSL.lists;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

final class CostTest {

    private static final Currency USD = Currency.getInstance("USD");
    private static final Price DIME_AN_HOUR = new Price(new BigDecimal("0.10"), Price.Per.HOUR);
    private static final PriceBook PLAIN = PriceBook.of("plain", USD, DIME_AN_HOUR);
    private static final Duration DAY = Duration.ofDays(1);

    /** 22 hours of 3 and 2 hours of 12, as in the documents. */
    private static final ReplicaSeconds SCALED =
            ReplicaSeconds.constant(3, Duration.ofHours(22)).plus(12, Duration.ofHours(2));

    @ParameterizedTest
    @CsvSource(
            textBlock =
                    """
                    # per,  amount, replicas, hours, cost
                    HOUR,   0.10,   4,        24,    9.60
                    HOUR,   0.10,   0,        24,    0.00
                    MONTH,  100,    10,       720,   1000.00
                    MONTH,  100,    1,        1,     0.14
                    MONTH,  100,    7,        24,    23.33
                    HOUR,   0.005,  1,        1,     0.01
                    HOUR,   0.0049, 1,        1,     0.00
                    """)
    void workerTimeIsMoney(Price.Per per, BigDecimal amount, int replicas, int hours, String cost) {
        PriceBook prices = PriceBook.of("book", USD, new Price(amount, per));

        Money money = Cost.cost(ReplicaSeconds.constant(replicas, Duration.ofHours(hours)), prices);

        assertThat(money).hasToString(cost + " USD");
    }

    @Test
    void roundsOnceAtTheEnd() {
        PriceBook prices =
                PriceBook.of("book", USD, new Price(new BigDecimal(100), Price.Per.MONTH));
        Money anHour = Cost.cost(ReplicaSeconds.constant(1, Duration.ofHours(1)), prices);

        assertThat(anHour.times(720)).hasToString("100.00 USD");
        assertThat(anHour.rounded().times(720)).hasToString("100.80 USD");
    }

    @Test
    void aCommitmentIsPaidUsedOrNot() {
        PriceBook prices = book(Optional.empty(), commitment(4, "0.5"));

        Bill bill = Cost.bill(SCALED, prices);

        assertThat(bill.committed()).as("4 x 24 h at 0.05").hasToString("4.80 USD");
        assertThat(bill.onDemand()).as("8 x 2 h at 0.10").hasToString("1.60 USD");
        assertThat(bill.total()).hasToString("6.40 USD");
    }

    @Test
    void workersBeyondTheSteadyOnesAreSpot() {
        PriceBook prices =
                book(
                        Optional.of(new PriceBook.Spot(3, new BigDecimal("0.70"))),
                        commitment(2, "0.25"));

        Bill bill = Cost.bill(SCALED, prices);

        assertThat(bill.committed()).as("2 x 24 h at 0.075").hasToString("3.60 USD");
        assertThat(bill.onDemand()).as("1 x 24 h at 0.10").hasToString("2.40 USD");
        assertThat(bill.spot()).as("9 x 2 h at 0.03").hasToString("0.54 USD");
    }

    @Test
    void savingsAreAgainstAFleetOfThePeak() {
        Savings savings = Savings.againstFixedPeak(SCALED, PLAIN);

        assertThat(savings.before()).hasToString("28.80 USD");
        assertThat(savings.saved()).hasToString("19.80 USD");
        assertThat(savings.ratio()).isEqualByComparingTo("0.6875");
        assertThat(savings.breakEven(Money.of("39.60", "USD"), DAY)).isEqualTo(Duration.ofDays(2));
    }

    @Test
    void aSumIsSpreadEvenly() {
        ReplicaSeconds even = ReplicaSeconds.evenly(4.5 * 86_400, DAY);

        assertThat(even.timeAt())
                .containsExactly(
                        Map.entry(4, Duration.ofHours(12)), Map.entry(5, Duration.ofHours(12)));
        assertThat(even.mean()).isEqualByComparingTo("4.5");
        assertThat(Cost.cost(even, PLAIN)).hasToString("10.80 USD");
    }

    @Test
    void currenciesDoNotMix() {
        assertThatThrownBy(() -> Money.of("1", "USD").plus(Money.of("1", "INR")))
                .hasMessage("USD and INR do not add up without a rate");
    }

    @Test
    void theSecondCurrencyIsShownAtItsRate() {
        PriceBook prices =
                new PriceBook(
                        "book",
                        USD,
                        Optional.of(
                                new PriceBook.Exchange(
                                        Currency.getInstance("INR"), new BigDecimal(83))),
                        PriceBook.THIRTY_DAYS,
                        DIME_AN_HOUR,
                        Optional.empty(),
                        List.of(),
                        List.of());

        assertThat(prices.shown(Money.of("9.60", "USD")).orElseThrow()).hasToString("796.80 INR");
        assertThat(PLAIN.shown(Money.of("9.60", "USD"))).isEmpty();
    }

    @Test
    void sharesAddUpToTheLastCoin() {
        assertThat(
                        Chargeback.shares(
                                Money.of("10", "USD"),
                                Map.of(
                                        "a", BigDecimal.ONE,
                                        "b", BigDecimal.ONE,
                                        "c", BigDecimal.ONE)))
                .asString()
                .isEqualTo("{a=3.34 USD, b=3.33 USD, c=3.33 USD}");

        qt().forAll(
                        integers().between(0, 1_000_000),
                        lists().of(integers().between(0, 1000)).ofSizeBetween(1, 30))
                .checkAssert(
                        (cents, used) -> {
                            Map<String, BigDecimal> usage = new HashMap<>();
                            used.forEach(
                                    one -> usage.put("t" + usage.size(), BigDecimal.valueOf(one)));
                            Money total = new Money(BigDecimal.valueOf(cents, 2), USD);
                            Money sum =
                                    Chargeback.shares(total, usage).values().stream()
                                            .reduce(Money.zero(USD), Money::plus);
                            assertThat(sum).isEqualByComparingTo(total);
                        });
    }

    private static PriceBook book(
            Optional<PriceBook.Spot> spot, PriceBook.Commitment... commitments) {
        return new PriceBook(
                "book",
                USD,
                Optional.empty(),
                PriceBook.THIRTY_DAYS,
                DIME_AN_HOUR,
                spot,
                List.of(commitments),
                List.of());
    }

    private static PriceBook.Commitment commitment(int pods, String discountRatio) {
        return new PriceBook.Commitment("base", pods, new BigDecimal(discountRatio));
    }
}

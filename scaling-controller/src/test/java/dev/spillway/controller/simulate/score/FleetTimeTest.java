package dev.spillway.controller.simulate.score;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.controller.cost.Cost;
import dev.spillway.controller.cost.Money;
import dev.spillway.controller.cost.Price;
import dev.spillway.controller.cost.PriceBook;

import org.junit.jupiter.api.Test;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Currency;
import java.util.List;
import java.util.Optional;

final class FleetTimeTest {

    private static final long HOUR = Duration.ofHours(1).toNanos();

    /** Ten cents an hour; three workers committed at 40 % off; 70 % off from the eleventh on. */
    private static final PriceBook PRICES =
            new PriceBook(
                    "book",
                    Currency.getInstance("USD"),
                    Optional.empty(),
                    PriceBook.THIRTY_DAYS,
                    new Price(new BigDecimal("0.10"), Price.Per.HOUR),
                    Optional.of(new PriceBook.Spot(10, new BigDecimal("0.70"))),
                    List.of(new PriceBook.Commitment("base", 3, new BigDecimal("0.40"))),
                    List.of());

    private static StepSeries series(long... hoursAndWorkers) {
        StepSeries series = new StepSeries();
        for (int i = 0; i < hoursAndWorkers.length; i += 2) {
            series.set(hoursAndWorkers[i] * HOUR, (int) hoursAndWorkers[i + 1]);
        }
        return series;
    }

    /** Together 3 workers until 10 h, 9 until 12 h, 14 until 14 h, and then 9. */
    private static FleetTime twoPools() {
        return new FleetTime(List.of(series(0, 2, 10, 8), series(0, 1, 12, 6, 14, 1)));
    }

    @Test
    void commitmentsAndSpotCountTheWorkersOfAllPools() {
        assertThat(twoPools().between(0, 24 * HOUR).timeAt())
                .containsEntry(3, Duration.ofHours(10))
                .containsEntry(9, Duration.ofHours(12))
                .containsEntry(14, Duration.ofHours(2))
                .hasSize(3);
        // 3 x 24 h committed 4.32, 86 h on demand 8.60, 8 h of spot 0.24.
        assertThat(Cost.cost(twoPools().between(0, 24 * HOUR), PRICES)).hasToString("13.16 USD");
    }

    @Test
    void whatIsPaidStepByStepIsTheBillInTheEnd() {
        List<Money> paid = twoPools().paid(PRICES, HOUR * 5 / 2, 24 * HOUR);

        assertThat(paid).hasSize(10).isSorted();
        assertThat(paid.getFirst()).hasToString("0.45 USD");
        assertThat(paid.getLast()).hasToString("13.16 USD");
    }

    @Test
    void nobodyIsThereBeforeTheFirst() {
        FleetTime late = new FleetTime(List.of(series(2, 4)));

        assertThat(late.between(HOUR, 3 * HOUR).timeAt())
                .containsEntry(0, Duration.ofHours(1))
                .containsEntry(4, Duration.ofHours(1));
    }
}

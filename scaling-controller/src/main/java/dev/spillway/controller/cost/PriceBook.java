package dev.spillway.controller.cost;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Currency;
import java.util.List;
import java.util.Optional;

/**
 * What workers and nodes cost.
 *
 * @param name its name
 * @param currency of every price in it
 * @param shownIn a second currency for people, with its rate
 * @param hoursPerMonth what a month is; 720 is thirty days
 * @param pod price of one worker
 * @param spot which workers are spot capacity, if any are
 * @param commitments paid for all the time, used or not; they cover the first workers
 * @param nodes prices of whole machines
 */
public record PriceBook(
        String name,
        Currency currency,
        Optional<Exchange> shownIn,
        int hoursPerMonth,
        Price pod,
        Optional<Spot> spot,
        List<Commitment> commitments,
        List<NodeType> nodes) {

    /** Thirty days. */
    public static final int THIRTY_DAYS = 720;

    public PriceBook {
        commitments = List.copyOf(commitments);
        nodes = List.copyOf(nodes);
        if (hoursPerMonth < 1) {
            throw new IllegalArgumentException(
                    "hoursPerMonth is %d; it must be at least 1".formatted(hoursPerMonth));
        }
    }

    /** With a pod price and nothing else; a month is thirty days. */
    public static PriceBook of(String name, Currency currency, Price pod) {
        return new PriceBook(
                name,
                currency,
                Optional.empty(),
                THIRTY_DAYS,
                pod,
                Optional.empty(),
                List.of(),
                List.of());
    }

    /** How much of another currency one unit of the book's is. */
    public record Exchange(Currency currency, BigDecimal rate) {
        public Exchange {
            if (rate.signum() <= 0) {
                throw new IllegalArgumentException(
                        "rate is %s; it must be more than 0".formatted(rate));
            }
        }
    }

    /**
     * Spot capacity. What an interruption costs is not in the price.
     *
     * @param above workers beyond this many are spot
     * @param discountRatio off the ordinary price, 0 to 1
     */
    public record Spot(int above, BigDecimal discountRatio) {
        public Spot {
            requireRatio(discountRatio);
        }
    }

    /**
     * Workers paid for in advance.
     *
     * @param name its name
     * @param pods how many
     * @param discountRatio off the ordinary price, 0 to 1
     */
    public record Commitment(String name, int pods, BigDecimal discountRatio) {
        public Commitment {
            requireRatio(discountRatio);
        }
    }

    /**
     * A kind of machine.
     *
     * @param name its name
     * @param price of one
     * @param spot whether it is spot capacity, at the book's discount
     * @param cpuCores it has
     * @param memoryGib it has
     * @param gpus it has
     */
    public record NodeType(
            String name, Price price, boolean spot, int cpuCores, int memoryGib, int gpus) {}

    private static void requireRatio(BigDecimal ratio) {
        if (ratio.signum() < 0 || ratio.compareTo(BigDecimal.ONE) > 0) {
            throw new IllegalArgumentException(
                    "a discount is %s; it must be from 0 to 1".formatted(ratio));
        }
    }

    /** What a month is. */
    public Duration month() {
        return Duration.ofHours(hoursPerMonth);
    }

    /** An amount in the second currency, if the book has one. */
    public Optional<Money> shown(Money money) {
        return shownIn.map(
                exchange -> new Money(money.times(exchange.rate()).amount(), exchange.currency()));
    }

    Money money(Price price, BigDecimal seconds) {
        return new Money(
                price.amount()
                        .multiply(seconds, Money.PRECISION)
                        .divide(price.seconds(hoursPerMonth), Money.PRECISION),
                currency);
    }
}

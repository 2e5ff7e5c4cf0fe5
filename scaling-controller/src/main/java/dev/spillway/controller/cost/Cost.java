package dev.spillway.controller.cost;

import java.math.BigDecimal;

/** Worker time to money, by a price book. */
public final class Cost {

    private Cost() {}

    /** What a fleet cost. */
    public static Money cost(ReplicaSeconds used, PriceBook prices) {
        return bill(used, prices).total();
    }

    /**
     * The same by kind. Commitments are paid for the whole period and cover the first workers; the
     * rest is on demand up to where spot capacity begins.
     */
    public static Bill bill(ReplicaSeconds used, PriceBook prices) {
        BigDecimal period = ReplicaSeconds.seconds(used.period());
        Money committed = Money.zero(prices.currency());
        int covered = 0;
        for (PriceBook.Commitment commitment : prices.commitments()) {
            BigDecimal seconds = period.multiply(BigDecimal.valueOf(commitment.pods()));
            committed =
                    committed.plus(
                            discounted(
                                    prices.money(prices.pod(), seconds),
                                    commitment.discountRatio()));
            covered += commitment.pods();
        }
        int spotAbove =
                Math.max(
                        covered,
                        prices.spot().map(PriceBook.Spot::above).orElse(Integer.MAX_VALUE));
        BigDecimal discount =
                prices.spot().map(PriceBook.Spot::discountRatio).orElse(BigDecimal.ZERO);
        return new Bill(
                committed,
                prices.money(prices.pod(), used.between(covered, spotAbove)),
                discounted(
                        prices.money(prices.pod(), used.between(spotAbove, Integer.MAX_VALUE)),
                        discount));
    }

    /** What machines of one kind cost. */
    public static Money nodes(PriceBook.NodeType type, ReplicaSeconds used, PriceBook prices) {
        Money full = prices.money(type.price(), used.total());
        return type.spot()
                ? discounted(
                        full,
                        prices.spot().map(PriceBook.Spot::discountRatio).orElse(BigDecimal.ZERO))
                : full;
    }

    private static Money discounted(Money full, BigDecimal discountRatio) {
        return full.times(BigDecimal.ONE.subtract(discountRatio));
    }
}

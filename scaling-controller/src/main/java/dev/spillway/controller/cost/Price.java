package dev.spillway.controller.cost;

import java.math.BigDecimal;

/**
 * What one of something costs for a time.
 *
 * @param amount in the currency of the price book
 * @param per for how long
 */
public record Price(BigDecimal amount, Per per) {

    /** A unit of time that is billed. A month is as many hours as the price book says. */
    public enum Per {
        HOUR,
        MONTH
    }

    public Price {
        if (amount.signum() < 0) {
            throw new IllegalArgumentException(
                    "a price is %s; it cannot be negative".formatted(amount));
        }
    }

    /** Seconds that the amount pays for. */
    BigDecimal seconds(int hoursPerMonth) {
        return BigDecimal.valueOf(3600L * (per == Per.HOUR ? 1 : hoursPerMonth));
    }
}

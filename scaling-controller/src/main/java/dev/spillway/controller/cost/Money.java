package dev.spillway.controller.cost;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Currency;

/**
 * An amount of money. Sums and products keep 34 digits; only {@link #rounded} rounds, once, half up
 * to the smallest coin.
 */
public record Money(BigDecimal amount, Currency currency) implements Comparable<Money> {

    static final MathContext PRECISION = MathContext.DECIMAL128;

    public static Money of(String amount, String currency) {
        return new Money(new BigDecimal(amount), Currency.getInstance(currency));
    }

    public static Money zero(Currency currency) {
        return new Money(BigDecimal.ZERO, currency);
    }

    public Money plus(Money other) {
        return new Money(amount.add(sameCurrency(other).amount, PRECISION), currency);
    }

    public Money minus(Money other) {
        return new Money(amount.subtract(sameCurrency(other).amount, PRECISION), currency);
    }

    public Money times(BigDecimal factor) {
        return new Money(amount.multiply(factor, PRECISION), currency);
    }

    public Money times(long factor) {
        return times(BigDecimal.valueOf(factor));
    }

    /** The cost of a million, when so many cost this. */
    public Money perMillion(long count) {
        if (count < 1) {
            throw new IllegalArgumentException(
                    "count is %d; it must be at least 1".formatted(count));
        }
        return new Money(
                amount.movePointRight(6).divide(BigDecimal.valueOf(count), PRECISION), currency);
    }

    /** This as a share of another amount, which must not be zero. */
    public BigDecimal ratioOf(Money other) {
        return amount.divide(sameCurrency(other).amount, PRECISION);
    }

    /** How long a saving of this much per period takes to pay for something. */
    public Duration earns(Money price, Duration period) {
        BigDecimal seconds =
                price.ratioOf(this).multiply(BigDecimal.valueOf(period.toSeconds()), PRECISION);
        return Duration.ofSeconds(seconds.setScale(0, RoundingMode.HALF_UP).longValueExact());
    }

    /** To the smallest coin, half up. */
    public Money rounded() {
        return new Money(
                amount.setScale(currency.getDefaultFractionDigits(), RoundingMode.HALF_UP),
                currency);
    }

    private Money sameCurrency(Money other) {
        if (!currency.equals(other.currency)) {
            throw new IllegalArgumentException(
                    "%s and %s do not add up without a rate".formatted(currency, other.currency));
        }
        return other;
    }

    @Override
    public int compareTo(Money other) {
        return amount.compareTo(sameCurrency(other).amount);
    }

    /** Rounded, with its currency: "336.00 USD". */
    @Override
    public String toString() {
        return rounded().amount.toPlainString() + " " + currency;
    }
}

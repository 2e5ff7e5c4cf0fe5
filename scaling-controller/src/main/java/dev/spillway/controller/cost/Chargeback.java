package dev.spillway.controller.cost;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;

/** Shares a cost between tenants by what they used; the shares add up to the last coin. */
public final class Chargeback {

    /** What a tenant is due: whole coins, and a rest of less than one. */
    private record Due(String tenant, BigDecimal coins, BigDecimal rest) {

        static final Comparator<Due> LARGEST_REST_FIRST =
                Comparator.comparing(Due::rest).reversed().thenComparing(Due::tenant);
    }

    private Chargeback() {}

    /**
     * The share of each tenant, by largest remainder: everybody gets what is due rounded down, and
     * the coins left over go to the largest rests. Without any use the shares are equal.
     *
     * @param total to be shared; rounded first
     * @param usage of each tenant in any one unit, 0 or more
     */
    public static SequencedMap<String, Money> shares(Money total, Map<String, BigDecimal> usage) {
        BigDecimal rounded = total.rounded().amount();
        BigDecimal coin = BigDecimal.ONE.scaleByPowerOfTen(-rounded.scale());
        List<Due> dues = dues(rounded, usage);
        BigDecimal left = dues.stream().map(Due::coins).reduce(rounded, BigDecimal::subtract);
        Map<String, BigDecimal> shares = new TreeMap<>();
        for (Due due : dues) {
            boolean one = left.signum() > 0;
            shares.put(due.tenant(), one ? due.coins().add(coin) : due.coins());
            left = one ? left.subtract(coin) : left;
        }
        SequencedMap<String, Money> money = new LinkedHashMap<>();
        shares.forEach((tenant, amount) -> money.put(tenant, new Money(amount, total.currency())));
        return Collections.unmodifiableSequencedMap(money);
    }

    private static List<Due> dues(BigDecimal total, Map<String, BigDecimal> usage) {
        BigDecimal all = usage.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
        boolean equal = all.signum() == 0;
        BigDecimal divisor = equal ? BigDecimal.valueOf(usage.size()) : all;
        return usage.entrySet().stream()
                .map(
                        entry -> {
                            BigDecimal used = equal ? BigDecimal.ONE : entry.getValue();
                            BigDecimal exact =
                                    total.multiply(used, Money.PRECISION)
                                            .divide(divisor, Money.PRECISION);
                            BigDecimal coins = exact.setScale(total.scale(), RoundingMode.FLOOR);
                            return new Due(entry.getKey(), coins, exact.subtract(coins));
                        })
                .sorted(Due.LARGEST_REST_FIRST)
                .toList();
    }
}

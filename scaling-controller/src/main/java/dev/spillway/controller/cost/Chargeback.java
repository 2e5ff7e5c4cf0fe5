package dev.spillway.controller.cost;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;

/** Shares a cost between tenants by what they used; the shares add up to the last coin. */
public final class Chargeback {

    private Chargeback() {}

    /**
     * The share of each tenant, by largest remainder: everybody gets what is due rounded down, and
     * the coins left over go to the largest rests. Without any use the shares are equal.
     *
     * @param total to be shared; rounded first
     * @param usage of each tenant in any one unit, 0 or more
     */
    public static SequencedMap<String, Money> shares(Money total, Map<String, BigDecimal> usage) {
        if (usage.isEmpty()) {
            return Collections.unmodifiableSequencedMap(new LinkedHashMap<>());
        }
        Money rounded = total.rounded();
        BigDecimal coin = BigDecimal.ONE.scaleByPowerOfTen(-rounded.amount().scale());
        Map<String, BigDecimal> due = due(rounded, usage);
        TreeMap<String, Money> shares = new TreeMap<>();
        List<String> byRest = new ArrayList<>(due.keySet());
        due.forEach(
                (tenant, exact) ->
                        shares.put(tenant, new Money(floor(exact, coin), total.currency())));
        byRest.sort(
                Comparator.comparing(
                                (String tenant) ->
                                        due.get(tenant).subtract(floor(due.get(tenant), coin)))
                        .reversed()
                        .thenComparing(Comparator.naturalOrder()));
        BigDecimal left =
                shares.values().stream()
                        .map(Money::amount)
                        .reduce(rounded.amount(), BigDecimal::subtract);
        for (String tenant : byRest.subList(0, left.divide(coin).intValueExact())) {
            shares.computeIfPresent(
                    tenant, (_, share) -> share.plus(new Money(coin, total.currency())));
        }
        return Collections.unmodifiableSequencedMap(new LinkedHashMap<>(shares));
    }

    private static Map<String, BigDecimal> due(Money total, Map<String, BigDecimal> usage) {
        BigDecimal all = usage.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
        Map<String, BigDecimal> due = new TreeMap<>();
        usage.forEach(
                (tenant, used) ->
                        due.put(
                                tenant,
                                total.amount()
                                        .multiply(
                                                all.signum() == 0 ? BigDecimal.ONE : used,
                                                Money.PRECISION)
                                        .divide(
                                                all.signum() == 0
                                                        ? BigDecimal.valueOf(usage.size())
                                                        : all,
                                                Money.PRECISION)));
        return due;
    }

    private static BigDecimal floor(BigDecimal exact, BigDecimal coin) {
        return exact.setScale(coin.scale(), RoundingMode.FLOOR);
    }
}

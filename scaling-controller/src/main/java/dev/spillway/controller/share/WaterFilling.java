package dev.spillway.controller.share;

import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Weighted max-min fairness in whole units (Bertsekas and Gallager, Data Networks, 1992, section
 * 6.5.2; in integers the divisor method of Adams, which never gives a claim a unit before another
 * that is worse off has it).
 *
 * <p>First each claim gets what is guaranteed to it, as far as it wants it. Every further unit goes
 * to the claim that has the fewest units for its weight and wants more; where two are equal, to the
 * heavier one, then to the first. So whatever somebody wants is used (work-conserving), nobody gets
 * more than it wants, unwanted guarantees are lent to all, and taken back as soon as they are
 * wanted. Asking for more than one needs never brings more of what one needs, and takes nothing
 * from anybody below the same level.
 */
public final class WaterFilling {

    private record Level(int claim, double filled, double weight) {}

    private static final Comparator<Level> LOWEST =
            Comparator.comparingDouble(Level::filled)
                    .thenComparing(Comparator.comparingDouble(Level::weight).reversed())
                    .thenComparingInt(Level::claim);

    private WaterFilling() {}

    /**
     * Units for each claim, in their order.
     *
     * @param capacity units there are, 0 or more
     */
    public static int[] allocate(int capacity, List<Claim> claims) {
        if (capacity < 0) {
            throw new IllegalArgumentException(
                    "capacity is %d; it cannot be negative".formatted(capacity));
        }
        int[] own = claims.stream().mapToInt(Claim::own).toArray();
        long ownSum = 0;
        long wantedSum = 0;
        for (int i = 0; i < own.length; i++) {
            ownSum += own[i];
            wantedSum += claims.get(i).wanted();
        }
        int[] wanted = claims.stream().mapToInt(Claim::wanted).toArray();
        if (wantedSum <= capacity) {
            return wanted;
        }
        // Where not even the guarantees fit, they are what is shared.
        return ownSum > capacity
                ? fill(capacity, claims, new int[own.length], own)
                : fill(capacity, claims, own, wanted);
    }

    private static int[] fill(int capacity, List<Claim> claims, int[] from, int[] to) {
        int[] units = from.clone();
        PriorityQueue<Level> levels = new PriorityQueue<>(LOWEST);
        long left = capacity;
        for (int i = 0; i < units.length; i++) {
            left -= units[i];
            push(levels, claims, units, to, i);
        }
        while (left > 0 && !levels.isEmpty()) {
            int lowest = levels.remove().claim();
            units[lowest]++;
            left--;
            push(levels, claims, units, to, lowest);
        }
        return units;
    }

    private static void push(
            PriorityQueue<Level> levels, List<Claim> claims, int[] units, int[] to, int i) {
        if (units[i] < to[i]) {
            double weight = claims.get(i).weight();
            levels.add(new Level(i, units[i] / weight, weight));
        }
    }
}

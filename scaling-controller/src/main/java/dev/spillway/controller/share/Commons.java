package dev.spillway.controller.share;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One capacity and all pools that share it, at one moment: the whole input of the joint plan, and
 * the plan itself as a pure function of it.
 *
 * <p>Each pool's share is weighted max-min over what all want ({@link WaterFilling}): first its
 * guarantee, as far as it wants it, then what others do not use. A share is taken back by draining,
 * never by killing, so what is granted now may be less: whoever is to shrink, and whatever drains,
 * takes its room until it is gone. Nothing that is granted lets the workers there are, the drained
 * ones included, exceed the capacity; where they do already, because the capacity was lowered,
 * nobody grows.
 *
 * @param capacity workers there is room for
 * @param elsewhere workers of pools that are gone, until they have drained
 * @param stakes by pool, each name once
 */
public record Commons(int capacity, int elsewhere, List<Stake> stakes) {

    public Commons {
        if (capacity < 0 || elsewhere < 0) {
            throw new IllegalArgumentException(
                    "capacity is %d and %d workers are elsewhere; neither can be negative"
                            .formatted(capacity, elsewhere));
        }
        stakes = List.copyOf(stakes);
    }

    /** What each pool gets, in their order. */
    public List<Grant> grants() {
        int[] shares = shares();
        int[] granted = granted(shares);
        List<Grant.Loan> lenders = lenders(shares);
        List<Grant> grants = new ArrayList<>();
        for (int i = 0; i < granted.length; i++) {
            Stake stake = stakes.get(i);
            int borrowed = Math.max(0, granted[i] - stake.guaranteed());
            grants.add(
                    new Grant(
                            stake.asked(),
                            shares[i],
                            granted[i],
                            Math.max(stake.held(), granted[i]) + stake.draining(),
                            borrowed,
                            borrowed > 0 ? lenders : List.of()));
        }
        return grants;
    }

    /** What one pool gets. */
    public Grant grant(String pool) {
        for (int i = 0; i < stakes.size(); i++) {
            if (stakes.get(i).pool().equals(pool)) {
                return grants().get(i);
            }
        }
        throw new IllegalArgumentException("pool %s has no stake in it".formatted(pool));
    }

    private int[] shares() {
        int[] kept = stakes.stream().mapToInt(Stake::kept).toArray();
        int[] own = stakes.stream().mapToInt(Stake::own).toArray();
        int[] wanted = stakes.stream().mapToInt(Stake::wanted).toArray();
        return filled(capacity, kept, own, wanted);
    }

    private int[] granted(int[] shares) {
        int[] kept = new int[shares.length];
        int[] own = new int[shares.length];
        int leaving = elsewhere;
        for (int i = 0; i < shares.length; i++) {
            Stake stake = stakes.get(i);
            kept[i] = Math.min(stake.held(), shares[i]);
            own[i] = Math.max(kept[i], Math.min(stake.own(), shares[i]));
            leaving += stake.draining() + stake.held() - kept[i];
        }
        return filled(capacity - leaving, kept, own, shares);
    }

    /** To each what it keeps, then up to its own, then up to what it wants, as far as room is. */
    private int[] filled(int room, int[] kept, int[] own, int[] wanted) {
        // Where even this does not fit it stays all the same, and nobody grows.
        int enough = Math.max(room, Arrays.stream(kept).sum());
        return level(enough, level(enough, kept, own), wanted);
    }

    private int[] level(int room, int[] from, int[] to) {
        List<Claim> claims = new ArrayList<>();
        for (int i = 0; i < from.length; i++) {
            claims.add(new Claim(stakes.get(i).pool(), stakes.get(i).weight(), from[i], to[i]));
        }
        return WaterFilling.allocate(room, claims);
    }

    private List<Grant.Loan> lenders(int[] shares) {
        List<Grant.Loan> lenders = new ArrayList<>();
        for (int i = 0; i < shares.length; i++) {
            int unused = stakes.get(i).guaranteed() - shares[i];
            if (unused > 0) {
                lenders.add(new Grant.Loan(stakes.get(i).pool(), unused));
            }
        }
        return lenders;
    }
}

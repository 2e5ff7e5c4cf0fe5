package dev.spillway.controller.explain;

import dev.spillway.controller.decision.Allotment;
import dev.spillway.controller.share.Commons;
import dev.spillway.controller.share.Grant;
import dev.spillway.controller.share.Stake;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A part of a capacity that is too small for all, in words. */
final class CapacityWords {

    private final Commons commons;
    private final Grant grant;
    private final Stake stake;

    CapacityWords(Allotment allotment, String pool) {
        this.commons = allotment.commons();
        this.grant = allotment.grant();
        this.stake =
                commons.stakes().stream()
                        .filter(each -> each.pool().equals(pool))
                        .findFirst()
                        .orElseThrow();
    }

    /** As a sentence without its end. */
    String rule() {
        if (isAtCeiling()) {
            return "it may take at most %s of the %d there is room for"
                    .formatted(Words.count(grant.share(), "worker"), commons.capacity());
        }
        return "there is room for %s in all pools, and this one's part is %d%s%s%s"
                .formatted(
                        Words.count(commons.capacity(), "worker"),
                        grant.granted(),
                        borrowed(),
                        givenBack(),
                        isWaiting()
                                ? " until workers of other pools have drained, then "
                                        + grant.share()
                                : "");
    }

    private String borrowed() {
        return grant.borrowed() == 0
                ? ""
                : " (%d of its own, %d borrowed%s)"
                        .formatted(
                                grant.granted() - grant.borrowed(),
                                grant.borrowed(),
                                grant.lenders().isEmpty()
                                        ? ""
                                        : " from "
                                                + grant.lenders().stream()
                                                        .map(Grant.Loan::pool)
                                                        .collect(Collectors.joining(", ")));
    }

    /** Who grows, where this pool has to shrink. */
    private String givenBack() {
        List<Grant> grants = commons.grants();
        List<String> growing = new ArrayList<>();
        for (int i = 0; i < grants.size(); i++) {
            Stake other = commons.stakes().get(i);
            if (grants.get(i).share() > other.held()) {
                growing.add(other.pool());
            }
        }
        return grant.granted() < stake.held() && !growing.isEmpty()
                ? " now that %s needs more".formatted(String.join(", ", growing))
                : "";
    }

    /**
     * What would loosen it: a sentence without its beginning.
     *
     * @param field where a field of the pool's share is written, with a place for its name
     */
    String toGetMore(String field) {
        if (isWaiting()) {
            return "wait: %d more come when workers of other pools have drained."
                    .formatted(grant.share() - grant.granted());
        }
        if (isAtCeiling()) {
            return "raise %s.".formatted(field.formatted("clusterShareRatio"));
        }
        return "raise %s, now %d, or SPILLWAY_CAPACITY_REPLICAS, now %d, if there is room for more."
                .formatted(
                        field.formatted("guaranteedReplicas"),
                        stake.guaranteed(),
                        commons.capacity());
    }

    private boolean isWaiting() {
        return grant.granted() < grant.share();
    }

    private boolean isAtCeiling() {
        int ceiling = Math.max(stake.most(), stake.guaranteed());
        return stake.asked() > ceiling && grant.granted() == ceiling;
    }
}

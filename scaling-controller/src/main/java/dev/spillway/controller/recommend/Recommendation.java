package dev.spillway.controller.recommend;

import java.util.List;

/** What a policy wants. */
public sealed interface Recommendation {

    Reason reason();

    /** The numbers that led to it, in the order of thought. */
    List<Fact> facts();

    /**
     * So many workers.
     *
     * @param replicas wanted, before any bound
     */
    record Replicas(int replicas, Reason reason, List<Fact> facts) implements Recommendation {

        public Replicas {
            facts = List.copyOf(facts);
        }

        public Replicas(int replicas, Reason reason, Fact... facts) {
            this(replicas, reason, List.of(facts));
        }
    }

    /** Nothing can be said: no fewer than there are. */
    record Hold(Reason reason, List<Fact> facts) implements Recommendation {

        public Hold {
            facts = List.copyOf(facts);
        }

        public Hold(Reason reason, Fact... facts) {
            this(reason, List.of(facts));
        }
    }
}

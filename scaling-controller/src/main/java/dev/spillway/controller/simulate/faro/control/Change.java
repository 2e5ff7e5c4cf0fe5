package dev.spillway.controller.simulate.faro.control;

/** What a controller wants of one tenant's replicas. */
public sealed interface Change {

    /** Its place in the list of observations. */
    int tenant();

    /** How often the change is tried where its tenant is busy or the limit is short; 1 is once. */
    int tries();

    /** So many replicas. */
    record To(int tenant, int replicas, int tries) implements Change {

        public To(int tenant, int replicas) {
            this(tenant, replicas, 1);
        }
    }

    /** So many more, or fewer. */
    record By(int tenant, int replicas, int tries) implements Change {

        public By(int tenant, int replicas) {
            this(tenant, replicas, 1);
        }
    }

    /** What it makes of a number of replicas, before any limit. */
    default int of(int replicas) {
        return switch (this) {
            case To to -> to.replicas();
            case By by -> replicas + by.replicas();
        };
    }
}

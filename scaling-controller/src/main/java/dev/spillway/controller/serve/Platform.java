package dev.spillway.controller.serve;

import dev.spillway.controller.decision.Decision;
import dev.spillway.controller.journal.NoteStore;
import dev.spillway.controller.loop.Actuator;
import dev.spillway.controller.loop.PoolState;
import dev.spillway.controller.pause.Pauses;
import dev.spillway.controller.yaml.CatalogSource;

import java.time.Instant;
import java.util.List;

/** What differs between a machine and a cluster. */
interface Platform {

    /** Starts and drains workers. */
    Actuator actuator();

    /** Keeps what outlives this controller. */
    NoteStore notes();

    /** Keeps what people have fixed. */
    Pauses pauses();

    /** What describes tenants and pools. */
    CatalogSource documents();

    /** Whether this controller acts, and does not only stand by for another one. */
    boolean acts();

    /** Is told of every decision. */
    void decided(Decision decision);

    /** Is told how all pools stand after a pass. */
    void report(List<PoolState> pools, Instant now);

    /** The controller ends. */
    void stop(Instant now);
}

package dev.spillway.controller.simulate.faro.plant;

import dev.spillway.controller.simulate.faro.control.Change;

import java.util.List;

/** Carries changes out. */
public interface Actuation {

    /** Replicas a tenant had at least and at most. */
    int MIN_REPLICAS = 1;

    int MAX_REPLICAS = 100;

    void apply(List<Change> changes);

    /** Replicas that a tenant is meant to have. */
    int desired(int tenant);
}

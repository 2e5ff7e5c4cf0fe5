package dev.spillway.controller.simulate.faro.control;

import java.util.List;

/**
 * What the node has left.
 *
 * @param cpus pods of all tenants together at most
 * @param free of them taken by no pod, be it active, starting or idle
 * @param idlePods of each tenant, which start hot; each of them takes a CPU
 */
public record Room(int cpus, int free, List<Integer> idlePods) {

    public Room {
        idlePods = List.copyOf(idlePods);
    }
}

package dev.spillway.controller.doctor.workload;

/**
 * One reason why nodes do not take a pod.
 *
 * @param nodes that it keeps away
 */
record Obstacle(int nodes, String what, String fix) {}

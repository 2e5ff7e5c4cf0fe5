package dev.spillway.controller.catalog;

/** Who carries a decision out in a cluster; worker processes are always started directly. */
public enum Engine {
    DIRECT,
    HPA,
    KEDA
}

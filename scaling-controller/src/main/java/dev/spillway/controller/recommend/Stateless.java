package dev.spillway.controller.recommend;

/** The state of a policy that needs none. */
public record Stateless() {}

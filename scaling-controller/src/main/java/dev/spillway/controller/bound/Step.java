package dev.spillway.controller.bound;

/** What one bound did to a number of workers. */
public record Step(Bound bound, int before, int after) {}

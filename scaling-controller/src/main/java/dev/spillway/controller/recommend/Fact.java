package dev.spillway.controller.recommend;

/**
 * A number that a recommendation rests on.
 *
 * @param name in plain words, with its unit: "waiting requests", "predicted wait in ms"
 */
public record Fact(String name, double value) {}

package dev.spillway.controller.recommend;

/**
 * What a policy answers.
 *
 * @param recommendation for this decision
 * @param next its state for the next one
 */
public record Advice<S>(Recommendation recommendation, S next) {}

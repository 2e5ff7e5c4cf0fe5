package dev.spillway.controller.recommend.hpa.spec;

/** What is scaled. */
public record ScaleTarget(String apiVersion, String kind, String name) {}

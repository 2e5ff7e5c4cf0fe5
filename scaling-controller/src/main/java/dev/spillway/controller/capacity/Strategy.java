package dev.spillway.controller.capacity;

/** Ways to provide capacity, and what each trades for what. */
public enum Strategy {
    FIXED("high", "steady", "low", "load that varies by less than a fifth, or few tenants"),
    AUTO_SCALING("medium", "steady, after a lag", "medium", "load that varies by half or more"),
    SPOT("low", "interrupted", "high", "work that can start again from a checkpoint"),
    RESERVED("low for what is used", "steady", "low", "the base load that is always there"),
    HYBRID("lowest", "steady", "high", "a base load with spikes: reserved, scaled, spot on top");

    private final String cost;
    private final String performance;
    private final String complexity;
    private final String bestFor;

    Strategy(String cost, String performance, String complexity, String bestFor) {
        this.cost = cost;
        this.performance = performance;
        this.complexity = complexity;
        this.bestFor = bestFor;
    }

    public String cost() {
        return cost;
    }

    public String performance() {
        return performance;
    }

    public String complexity() {
        return complexity;
    }

    public String bestFor() {
        return bestFor;
    }
}

package dev.spillway.controller.simulate.faro.plant;

/** The order of what happens at one instant; requests come before all of it. */
public final class Rank {

    static final int READY = 1;
    public static final int DECIDE = 2;
    static final int IDLE_CHECK = 3;
    static final int RETRY = 4;
    static final int BEGIN = 5;
    static final int END = 6;

    private Rank() {}
}

package dev.spillway.controller.settings;

/** What this program is. */
public final class Program {

    /** Also in every decision record. */
    public static final String VERSION = "0.1.0";

    private Program() {}
}

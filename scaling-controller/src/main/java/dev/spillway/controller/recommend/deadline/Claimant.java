package dev.spillway.controller.recommend.deadline;

/**
 * A pool among others on capacity that may be too little for all.
 *
 * @param name its name
 * @param weight what its misses count, relative to the others'
 * @param guaranteed workers it keeps in any case
 * @param held workers it has or that are on their way
 * @param wanted workers its policy wants
 * @param outlook what the next minutes may bring to it
 */
public record Claimant(
        String name, double weight, int guaranteed, int held, int wanted, Outlook outlook) {}

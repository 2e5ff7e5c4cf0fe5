package dev.spillway.loadtest.verdict;

import java.util.List;

/**
 * What a run showed.
 *
 * @param passRatio up to which a victim's ratio passes
 */
public record Verdict(
        Result result,
        double passRatio,
        List<Check> checks,
        List<PhaseSummary> phases,
        List<VictimRatio> victims,
        List<Window> windows) {}

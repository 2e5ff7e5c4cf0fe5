package dev.spillway.loadtest.verdict;

import java.util.List;

/** What a run showed. */
public record Verdict(
        Result result,
        List<Check> checks,
        List<PhaseSummary> phases,
        List<VictimRatio> victims,
        List<Window> windows) {}

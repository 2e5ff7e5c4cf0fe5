package dev.spillway.rag.health;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Whether the worker may be given work: every check is met. */
public final class Readiness {

    private final List<Check> checks;

    public Readiness(List<Check> checks) {
        this.checks = List.copyOf(checks);
    }

    /** The same conditions and one more. */
    public Readiness and(Check check) {
        List<Check> more = new ArrayList<>(checks);
        more.add(check);
        return new Readiness(more);
    }

    public boolean isReady() {
        return checks.stream().allMatch(check -> check.problem().get().isEmpty());
    }

    /**
     * What the checks say at one moment.
     *
     * @param status {@code ready} or {@code not_ready}
     * @param checks whether each check is met, by name
     * @param reasons why not, by the names of those that are not
     */
    public record Report(String status, Map<String, Boolean> checks, Map<String, String> reasons) {

        public boolean allMet() {
            return reasons.isEmpty();
        }
    }

    public Report report() {
        Map<String, Boolean> met = new LinkedHashMap<>();
        Map<String, String> reasons = new LinkedHashMap<>();
        for (Check check : checks) {
            String problem = check.problem().get();
            met.put(check.name(), problem.isEmpty());
            if (!problem.isEmpty()) {
                reasons.put(check.name(), problem);
            }
        }
        return new Report(reasons.isEmpty() ? "ready" : "not_ready", met, reasons);
    }
}

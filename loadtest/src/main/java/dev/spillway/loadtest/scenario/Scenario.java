package dev.spillway.loadtest.scenario;

import dev.spillway.loadtest.sample.Phase;

import java.util.ArrayList;
import java.util.List;

/**
 * One tenant floods while the others ask as always.
 *
 * @param floodFactor how many times its ordinary rate the flooding tenant sends in the spike
 */
public record Scenario(
        List<TenantLoad> tenants, String floodingTenant, double floodFactor, Lengths lengths) {

    public Scenario {
        tenants = List.copyOf(tenants);
        if (tenants.stream().noneMatch(tenant -> tenant.name().equals(floodingTenant))) {
            throw new IllegalArgumentException(
                    "flooding tenant: "
                            + floodingTenant
                            + " is none of "
                            + tenants.stream().map(TenantLoad::name).toList());
        }
        if (!(floodFactor >= 1)) {
            throw new IllegalArgumentException(
                    "flood factor: " + floodFactor + " must be 1 or more");
        }
    }

    /** The four phases' lengths; a ramp of 0 is allowed, the others are needed for a verdict. */
    public record Lengths(int rampSeconds, int warmSeconds, int spikeSeconds, int recoverSeconds) {

        public Lengths {
            if (rampSeconds < 0) {
                throw new IllegalArgumentException(
                        "ramp: " + rampSeconds + " s must be 0 s or more");
            }
            for (int seconds : new int[] {warmSeconds, spikeSeconds, recoverSeconds}) {
                if (seconds < 1) {
                    throw new IllegalArgumentException(
                            "phase: " + seconds + " s must be 1 s or more");
                }
            }
        }

        public Lengths scaled(double factor) {
            return new Lengths(
                    Math.toIntExact(Math.round(rampSeconds * factor)),
                    Math.toIntExact(Math.max(1, Math.round(warmSeconds * factor))),
                    Math.toIntExact(Math.max(1, Math.round(spikeSeconds * factor))),
                    Math.toIntExact(Math.max(1, Math.round(recoverSeconds * factor))));
        }
    }

    public List<Stretch> stretches() {
        List<Stretch> stretches = new ArrayList<>();
        int start = 0;
        for (Phase phase : Phase.values()) {
            int length = lengthSeconds(phase);
            stretches.add(new Stretch(phase, start, length));
            start += length;
        }
        return stretches;
    }

    public Stretch stretch(Phase phase) {
        return stretches().stream()
                .filter(stretch -> stretch.phase() == phase)
                .findFirst()
                .orElseThrow();
    }

    public int totalSeconds() {
        return stretch(Phase.RECOVER).endSeconds();
    }

    public boolean isVictim(String tenant) {
        return !tenant.equals(floodingTenant);
    }

    public double ratePerSecond(TenantLoad tenant, Phase phase) {
        return switch (phase) {
            // A cold platform gets half: it compiles itself while it answers, and need not call for
            // help.
            case RAMP -> tenant.ratePerSecond() / 2;
            case WARM, RECOVER -> tenant.ratePerSecond();
            case SPIKE ->
                    isVictim(tenant.name())
                            ? tenant.ratePerSecond()
                            : tenant.ratePerSecond() * floodFactor;
        };
    }

    private int lengthSeconds(Phase phase) {
        return switch (phase) {
            case RAMP -> lengths.rampSeconds();
            case WARM -> lengths.warmSeconds();
            case SPIKE -> lengths.spikeSeconds();
            case RECOVER -> lengths.recoverSeconds();
        };
    }
}

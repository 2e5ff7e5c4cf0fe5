package dev.spillway.controller.recommend.forecast;

/**
 * Whether the season is worth listening to: the pinball loss of its 90 % quantile for the next
 * minute, and that of the naive forecast (the present rate and how far it used to move), both
 * scored on minutes they had not seen and averaged with exponentially falling weights. The loss of
 * the quantile τ at an outcome y is {@code max(τ(y − q), (τ − 1)(y − q))}, here of logarithms.
 *
 * @param seasonalLoss rolling mean
 * @param naiveLoss rolling mean
 * @param scored minutes scored so far
 * @param inUse whether the season may raise anything now
 */
public record Audit(double seasonalLoss, double naiveLoss, int scored, boolean inUse) {

    static final Audit NONE = new Audit(0, 0, 0, false);

    static final double QUANTILE = 0.9;

    /** A minute's weight: the last half hour or so decides. */
    private static final double WEIGHT = 0.05;

    private static final int PROBATION_MINUTES = 10;

    /** To be listened to, the season must be so much better; to be silenced, only not better. */
    private static final double CLEARLY_BETTER = 0.9;

    Audit score(double seasonal, double naive, double outcome) {
        double weight = Math.max(WEIGHT, 1.0 / (scored + 1));
        double newSeasonal = seasonalLoss + weight * (pinball(seasonal, outcome) - seasonalLoss);
        double newNaive = naiveLoss + weight * (pinball(naive, outcome) - naiveLoss);
        boolean use =
                scored + 1 >= PROBATION_MINUTES
                        && newSeasonal < (inUse ? 1 : CLEARLY_BETTER) * newNaive;
        return new Audit(newSeasonal, newNaive, scored + 1, use);
    }

    private static double pinball(double quantile, double outcome) {
        double shortfall = outcome - quantile;
        return Math.max(QUANTILE * shortfall, (QUANTILE - 1) * shortfall);
    }
}

package dev.spillway.controller.share;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** Each property on 100 000 random cases; a failure names its case. */
final class WaterFillingTest {

    private static final int CASES = 100_000;

    private record Case(int number, int capacity, List<Claim> claims) {

        int[] allocate() {
            return WaterFilling.allocate(capacity, claims);
        }

        Case with(int index, Claim claim) {
            List<Claim> changed = new ArrayList<>(claims);
            changed.set(index, claim);
            return new Case(number, capacity, changed);
        }

        boolean guaranteesFit() {
            return claims.stream().mapToInt(Claim::own).sum() <= capacity;
        }
    }

    @FunctionalInterface
    private interface Property {
        boolean holds(Case sample, int[] units, SplittableRandom random);
    }

    private static void always(Property property) {
        SplittableRandom random = new SplittableRandom(20260101);
        for (int number = 0; number < CASES; number++) {
            List<Claim> claims = new ArrayList<>();
            int parties = random.nextInt(1, 9);
            for (int i = 0; i < parties; i++) {
                claims.add(
                        new Claim(
                                "t" + i,
                                random.nextInt(4) == 0 ? 1 : random.nextDouble(0.1, 10),
                                random.nextInt(6),
                                random.nextInt(20)));
            }
            Case sample = new Case(number, random.nextInt(60), claims);
            int[] units = sample.allocate();
            if (!property.holds(sample, units, random)) {
                assertThat(units).as("%s", sample).isNull();
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            textBlock =
                    """
                    10, 1, 0, 20, 1, 0, 20, 5,  5, by halves
                    10, 3, 0, 20, 1, 0, 20, 7,  3, by weight and rather the one that has less
                    10, 1, 0, 2,  1, 0, 20, 2,  8, what one does not want the other gets
                    10, 9, 0, 20, 1, 4, 20, 6,  4, a guarantee before weights
                    10, 1, 6, 0,  1, 4, 20, 0, 10, a guarantee that is not wanted is lent
                    10, 1, 6, 6,  1, 4, 20, 6,  4, and taken back
                    5,  1, 6, 6,  1, 4, 20, 3,  2, guarantees that do not fit are shared themselves
                    0,  1, 6, 6,  1, 4, 20, 0,  0, nothing
                    """)
    void sharesByWeightAfterGuarantees(
            int capacity,
            double weight,
            int guaranteed,
            int wanted,
            double otherWeight,
            int otherGuaranteed,
            int otherWanted,
            int units,
            int otherUnits,
            String why) {
        assertThat(
                        WaterFilling.allocate(
                                capacity,
                                List.of(
                                        new Claim("a", weight, guaranteed, wanted),
                                        new Claim("b", otherWeight, otherGuaranteed, otherWanted))))
                .as(why)
                .containsExactly(units, otherUnits);
    }

    @Test
    void usesAllThatIsWantedAndNoMoreThanThereIs() {
        always(
                (sample, units, _) ->
                        Arrays.stream(units).sum()
                                == Math.min(
                                        sample.capacity(),
                                        sample.claims().stream().mapToInt(Claim::wanted).sum()));
    }

    @Test
    void givesNobodyMoreThanItWants() {
        always(
                (sample, units, _) -> {
                    for (int i = 0; i < units.length; i++) {
                        if (units[i] < 0 || units[i] > sample.claims().get(i).wanted()) {
                            return false;
                        }
                    }
                    return true;
                });
    }

    @Test
    void keepsEveryGuaranteeThatFits() {
        always(
                (sample, units, _) -> {
                    for (int i = 0; i < units.length; i++) {
                        if (sample.guaranteesFit() && units[i] < sample.claims().get(i).own()) {
                            return false;
                        }
                    }
                    return true;
                });
    }

    @Test
    void takesAGuaranteeBackInOneStep() {
        always(
                (sample, _, random) -> {
                    int owner = random.nextInt(sample.claims().size());
                    Claim claim = sample.claims().get(owner);
                    Claim wanting =
                            new Claim(
                                    claim.name(),
                                    claim.weight(),
                                    claim.guaranteed(),
                                    claim.guaranteed() + 3);
                    Case later = sample.with(owner, wanting);
                    return !later.guaranteesFit() || later.allocate()[owner] >= claim.guaranteed();
                });
    }

    @Test
    void givesNoLessForMoreWeight() {
        always(
                (sample, units, random) -> {
                    int favoured = random.nextInt(units.length);
                    Claim claim = sample.claims().get(favoured);
                    Claim heavier =
                            new Claim(
                                    claim.name(),
                                    claim.weight() * random.nextDouble(1, 3),
                                    claim.guaranteed(),
                                    claim.wanted());
                    return sample.with(favoured, heavier).allocate()[favoured] >= units[favoured];
                });
    }

    @Test
    void nobodyGainsByClaimingOtherThanItNeeds() {
        always(
                (sample, units, random) -> {
                    int liar = random.nextInt(units.length);
                    Claim truth = sample.claims().get(liar);
                    Claim lie =
                            new Claim(
                                    truth.name(),
                                    truth.weight(),
                                    truth.guaranteed(),
                                    random.nextInt(30));
                    int useful = Math.min(truth.wanted(), sample.with(liar, lie).allocate()[liar]);
                    return useful <= units[liar];
                });
    }

    @Test
    void nobodyIsAboveAnotherThatWantsMoreByMoreThanAUnit() {
        always(
                (sample, units, _) -> {
                    List<Claim> claims = sample.claims();
                    for (int rich = 0; rich < units.length && sample.guaranteesFit(); rich++) {
                        for (int poor = 0; poor < units.length; poor++) {
                            boolean lent = units[rich] > claims.get(rich).own();
                            boolean wants = units[poor] < claims.get(poor).wanted();
                            if (lent
                                    && wants
                                    && (units[rich] - 1) / claims.get(rich).weight()
                                            > units[poor] / claims.get(poor).weight() + 1e-12) {
                                return false;
                            }
                        }
                    }
                    return true;
                });
    }

    @Test
    void moreCapacityIsLessForNobody() {
        always(
                (sample, units, _) -> {
                    int[] more = WaterFilling.allocate(sample.capacity() + 1, sample.claims());
                    boolean samePhase =
                            sample.guaranteesFit()
                                    || sample.claims().stream().mapToInt(Claim::own).sum()
                                            > sample.capacity() + 1;
                    for (int i = 0; i < units.length && samePhase; i++) {
                        if (more[i] < units[i]) {
                            return false;
                        }
                    }
                    return true;
                });
    }

    @Test
    void refusesWhatIsNoClaim() {
        assertThatThrownBy(() -> new Claim("a", 0, 0, 1))
                .hasMessage("weight of a is 0.0; it must be more than 0");
        assertThatThrownBy(() -> new Claim("a", Double.NaN, 0, 1))
                .hasMessage("weight of a is NaN; it must be more than 0");
        assertThatThrownBy(() -> new Claim("a", 1, -1, 1))
                .hasMessage("a wants 1 units and is guaranteed -1; neither can be negative");
        assertThatThrownBy(() -> WaterFilling.allocate(-1, List.of()))
                .hasMessage("capacity is -1; it cannot be negative");
    }
}

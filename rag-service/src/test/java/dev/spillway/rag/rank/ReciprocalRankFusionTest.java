package dev.spillway.rag.rank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.quicktheories.QuickTheory.qt;
import static org.quicktheories.generators.SourceDSL.integers;
import static org.quicktheories.generators.SourceDSL.lists;

import dev.spillway.rag.rank.ReciprocalRankFusion.Fused;

import org.junit.jupiter.api.Test;

import java.util.HashSet;
import java.util.List;

class ReciprocalRankFusionTest {

    @Test
    void sumsTheReciprocalsOfTheRanks() {
        List<Fused<String>> fused =
                ReciprocalRankFusion.fuse(List.of(List.of("a", "b"), List.of("b", "c")));

        assertThat(fused).extracting(Fused::item).containsExactly("b", "a", "c");
        assertThat(fused.getFirst().score()).isCloseTo(1 / 62.0 + 1 / 61.0, within(1e-12));
        assertThat(fused.get(1).score()).isCloseTo(1 / 61.0, within(1e-12));
    }

    @Test
    void keepsEveryItemOnceInFallingOrder() {
        qt().forAll(
                        lists().of(integers().between(0, 30)).ofSizeBetween(0, 20),
                        lists().of(integers().between(0, 30)).ofSizeBetween(0, 20))
                .checkAssert(
                        (one, two) -> {
                            List<Integer> a = one.stream().distinct().toList();
                            List<Integer> b = two.stream().distinct().toList();
                            var fused = ReciprocalRankFusion.fuse(List.of(a, b));
                            var all = new HashSet<>(a);
                            all.addAll(b);
                            assertThat(fused)
                                    .extracting(Fused::item)
                                    .doesNotHaveDuplicates()
                                    .containsExactlyInAnyOrderElementsOf(all);
                            assertThat(fused.stream().map(f -> -f.score()).toList()).isSorted();
                        });
    }
}

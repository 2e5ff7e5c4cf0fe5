package dev.spillway.rag.lucene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.quicktheories.QuickTheory.qt;
import static org.quicktheories.generators.SourceDSL.integers;
import static org.quicktheories.generators.SourceDSL.lists;

import dev.spillway.fairqueue.TenantId;
import dev.spillway.rag.index.Chunk;
import dev.spillway.rag.index.Hit;

import org.junit.jupiter.api.Test;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Two tenants put, remove, drop and search in random order; neither ever sees the other's. */
class TenantIsolationTest {

    private static final TenantId MEDIA = new TenantId("media");
    private static final TenantId BAKERY = new TenantId("bakery");

    @Test
    void neverShowsATenantAnothersChunks() {
        qt().withExamples(20)
                .forAll(lists().of(integers().between(0, 63)).ofSizeBetween(1, 40))
                .checkAssert(TenantIsolationTest::play);
    }

    private static void play(List<Integer> moves) {
        try (LuceneChunkIndex index = new LuceneChunkIndex()) {
            Map<TenantId, Set<String>> expected = new HashMap<>();
            for (int move : moves) {
                // Bit 0: who. Bits 1–2: what. Bits 3–5: which document; both use the same names.
                TenantId tenant = (move & 1) == 0 ? MEDIA : BAKERY;
                Set<String> own = expected.computeIfAbsent(tenant, _ -> new HashSet<>());
                String document = "shared/doc-" + (move >> 3);
                switch ((move >> 1) & 3) {
                    case 0, 1 -> {
                        put(index, tenant, document);
                        own.add(document);
                    }
                    case 2 -> {
                        index.remove(tenant, document);
                        own.remove(document);
                    }
                    default -> {
                        index.drop(tenant);
                        own.clear();
                    }
                }
                index.commit(tenant);
                checkBoth(index, expected);
            }
        }
    }

    private static void put(LuceneChunkIndex index, TenantId tenant, String document) {
        Chunk chunk = new Chunk(document, 0, List.of(tenant.value()), "secret word of " + tenant);
        index.put(tenant, document, "hash", List.of(chunk), List.of(vector(document)));
    }

    private static float[] vector(String document) {
        float[] vector = new float[8];
        vector[document.charAt(document.length() - 1) - '0'] = 1;
        return vector;
    }

    private static void checkBoth(LuceneChunkIndex index, Map<TenantId, Set<String>> expected) {
        for (TenantId tenant : List.of(MEDIA, BAKERY)) {
            Set<String> own = expected.getOrDefault(tenant, Set.of());
            check(index.saying(tenant, "secret word media bakery", 50), tenant, own);
            check(index.nearest(tenant, vector("doc-0"), 50), tenant, own);
            assertThat(index.chunks(tenant)).isEqualTo(own.size());
            assertThat(index.documents(tenant).keySet()).isEqualTo(own);
        }
    }

    private static void check(List<Hit> hits, TenantId tenant, Set<String> own) {
        assertThat(hits)
                .extracting(hit -> hit.chunk().headings().getFirst())
                .containsOnly(own.isEmpty() ? new String[0] : new String[] {tenant.value()});
        assertThat(hits)
                .extracting(hit -> hit.chunk().document())
                .containsExactlyInAnyOrderElementsOf(own);
    }
}

package dev.spillway.rag.tenants;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spillway.fairqueue.TenantId;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

class TenantSyncTest {

    private final AtomicReference<Optional<String>> published =
            new AtomicReference<>(Optional.empty());
    private final Map<TenantId, List<String>> indexed = new TreeMap<>();
    private final AtomicInteger builds = new AtomicInteger();
    private final AtomicInteger failures = new AtomicInteger();
    private final TenantSync sync =
            new TenantSync(
                    "shared", published::get, new RecordingIndexes(), new SplittableRandom(1));

    private final class RecordingIndexes implements TenantSync.TenantIndexes {

        @Override
        public void bringUpToDate(TenantId tenant, List<String> collections) {
            if (failures.getAndDecrement() > 0) {
                throw new IllegalStateException("the disk is gone");
            }
            builds.incrementAndGet();
            indexed.put(tenant, collections);
        }

        @Override
        public void keepOnly(PoolTenants tenants) {
            indexed.keySet().retainAll(tenants.collections().keySet());
        }
    }

    private void publish(String... tenants) {
        StringBuilder list = new StringBuilder();
        for (String tenant : tenants) {
            list.append(list.isEmpty() ? "" : ",")
                    .append(
                            "{\"name\":\"%s\",\"pool\":\"shared\",\"collections\":[\"c\"]}"
                                    .formatted(tenant));
        }
        published.set(Optional.of("{\"tenants\":[" + list + "]}"));
    }

    @Test
    void isIncompleteUntilEveryTenantHasItsIndex() {
        sync.tick();
        assertThat(sync.state().reason()).isEqualTo("no tenant directory is published");

        publish("a", "b");
        sync.tick();
        assertThat(sync.state().complete()).isTrue();
        assertThat(indexed).containsOnlyKeys(new TenantId("a"), new TenantId("b"));
    }

    @Test
    void servesOnlyTheTenantsOfItsPoolAndDropsThoseThatLeave() throws IOException {
        Path root = Path.of(System.getProperty("spillway.root", ".."));
        published.set(
                Optional.of(
                        Files.readString(root.resolve("contracts/examples/tenant-directory.json"))
                                .replace("\"shared-demo\"", "\"shared\"")));
        sync.tick();
        assertThat(indexed).isEqualTo(Map.of(new TenantId("bakery"), List.of()));

        publish("newcomer");
        sync.tick();
        assertThat(indexed).containsOnlyKeys(new TenantId("newcomer"));
    }

    @Test
    void doesNothingWhileNothingChangesButLooksAtTheFilesNowAndThen() {
        publish("a");
        for (int i = 0; i < 30; i++) {
            sync.tick();
        }
        assertThat(builds).hasValue(1);

        sync.tick();
        assertThat(builds).hasValue(2);
    }

    @Test
    void triesAgainAfterAFailure() {
        publish("a");
        failures.set(1);
        assertThatThrownBy(sync::tick).hasMessage("the disk is gone");
        assertThat(sync.state().complete()).isFalse();

        sync.tick();
        assertThat(sync.state().complete()).isTrue();
    }

    @Test
    void keepsItsTenantsWhenTheDirectoryIsLostOrBroken() {
        publish("a");
        sync.tick();

        published.set(Optional.empty());
        sync.tick();
        published.set(Optional.of("{broken"));
        sync.tick();

        assertThat(indexed).containsOnlyKeys(new TenantId("a"));
        assertThat(sync.state().complete()).isTrue();
    }
}

package dev.spillway.router.tenancy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.fairqueue.TenantId;

import org.junit.jupiter.api.Test;

import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

class TenantDirectoryTest {
    private static final String EXAMPLE = example();

    private final TenantDirectory tenants =
            new TenantDirectory(
                    JsonMapper.builder()
                            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                            .build());

    @Test
    void readsTheDirectoryOfTheContract() {
        tenants.offer(EXAMPLE);

        Directory directory = tenants.current().orElseThrow();
        Tenant media = directory.tenant(new TenantId("media")).orElseThrow();
        assertThat(directory.version()).isEqualTo(7);
        assertThat(media.tier()).isEqualTo("premium");
        assertThat(media.pool().name()).isEqualTo("media");
        assertThat(media.requestsPerSecond()).isEqualTo(200);
        assertThat(media.bytesPerSecond()).isEqualTo(2_000_000);
        assertThat(directory.key("media-demo").orElseThrow().tenant()).isEqualTo(media.id());
    }

    @Test
    void readsOneOfAControllerThatKnewNoBandwidth() {
        tenants.offer(EXAMPLE.replaceAll("\"bytesPerSecond\": [0-9.]+,", ""));

        assertThat(tenants.current().orElseThrow().tenants())
                .extracting(Tenant::bytesPerSecond)
                .containsOnly(0.0);
    }

    @Test
    void keepsTheLastGoodOne() {
        tenants.offer(EXAMPLE);

        tenants.offer("{\"version\": 8");
        tenants.offer("{\"version\": 8}");
        tenants.offer(EXAMPLE.replace("\"name\": \"bakery\"", "\"name\": \"Bad Name\""));
        tenants.offer(EXAMPLE.replace("\"name\": \"bakery\"", "\"name\": \"media\""));

        assertThat(tenants.current().orElseThrow().version()).isEqualTo(7);
    }

    @Test
    void remembersTheKeysOfATenantThatWent() {
        tenants.offer(EXAMPLE);
        tenants.offer("{\"version\": 8, \"tenants\": []}");

        assertThat(tenants.current().orElseThrow().key("media-demo")).isEmpty();
        assertThat(tenants.retiredKey("media-demo")).isPresent();

        tenants.offer(EXAMPLE);
        assertThat(tenants.retiredKey("media-demo")).isEmpty();
    }

    private static String example() {
        try {
            return Files.readString(
                    Path.of(
                            System.getProperty("spillway.root"),
                            "contracts/examples/tenant-directory.json"));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}

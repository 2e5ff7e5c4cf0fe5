package dev.spillway.controller.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.controller.status.Status;

import org.junit.jupiter.api.Test;

import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

final class StatusTablesTest {

    private static final Path EXAMPLE =
            Path.of(
                    System.getProperty("spillway.root"),
                    "contracts/examples/controller-status.json");

    @Test
    void showsPoolsAndTenantsInLine() throws IOException {
        Status status = JsonMapper.shared().readValue(Files.readString(EXAMPLE), Status.class);

        assertThat(String.join("\n", StatusTables.lines(status)))
                .isEqualTo(
                        """
                        2026-01-05T10:00:00Z  directory version 7

                        POOL         FAIRNESS  POLICY         MIN  MAX  DESIRED  READY  SLOTS  WAITING  IN FLIGHT  OLDEST  LAST DECISION
                        shared-demo  weighted  queue-depth/1    2    6        4      3     48       31         47  0.41 s  2 to 4, 2 s ago (QUEUE_DEPTH, bound SCALE_UP_RATE)

                        Paused: shared-demo at 4, by amy since 2026-01-05T09:59:58Z (the policy flaps). To scale it automatically again: spillway resume shared-demo

                        In shadow on shared-demo: fixed/1 replicas=5 would ask for 5 now (1 more). Since 2026-01-05T09:00:00Z, 1210 of 3600 decisions differ; in all 0.75 worker hours fewer.

                        TENANT  TIER  POOL         WAITING  IN FLIGHT  OLDEST  ANSWERED  REFUSED  LOST
                        bakery  free  shared-demo       31         12  0.41 s      1157        3     0""");
    }

    @Test
    void alignsWordsLeftAndNumbersRight() {
        Table table = new Table("NAME", "COUNT");
        table.row("a", 5);
        table.row("longer", 1234567);

        assertThat(table.lines())
                .containsExactly("NAME      COUNT", "a             5", "longer  1234567");
    }
}

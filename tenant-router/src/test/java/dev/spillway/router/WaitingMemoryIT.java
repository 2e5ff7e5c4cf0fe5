package dev.spillway.router;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What a caller that waits costs: a flood waits here, and must not take the router with it. */
class WaitingMemoryIT {
    private static final int SOME = 50;
    private static final int MANY = 1_000;

    /** With Tomcat's own buffers it was 127 000. */
    private static final long MOST_BYTES_EACH = 96_000;

    @Test
    void aWaitingRequestTakesLittleMemory() throws IOException {
        try (Platform platform = new Platform(TestTenants.BAKERY.withQueueDepth(2 * MANY));
                RunningRouter router = platform.router();
                Flood flood = new Flood(router)) {
            platform.worker().does(claim -> {});
            flood.ask(SOME);
            Await.until("some wait", () -> unanswered(platform) >= SOME);
            long before = usedBytes();

            flood.ask(MANY);
            Await.until("all wait", () -> unanswered(platform) >= SOME + MANY);

            long each = (usedBytes() - before) / MANY;
            System.out.println("heap of a waiting request: " + each + " bytes");
            assertThat(each).isLessThan(MOST_BYTES_EACH);
        }
    }

    private static long unanswered(Platform platform) {
        return platform.queue().stats().tenants().stream()
                .mapToLong(stats -> stats.waiting() + stats.inFlight())
                .sum();
    }

    private static long usedBytes() {
        System.gc();
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    /** Callers that are next to nothing themselves: a socket each, in the router's own process. */
    private record Flood(RunningRouter router, List<Socket> callers) implements AutoCloseable {
        private static final String BODY = "{\"question\": \"Who?\"}";

        Flood(RunningRouter router) {
            this(router, new ArrayList<>());
        }

        void ask(int count) throws IOException {
            byte[] request =
                    """
                    POST /v1/query HTTP/1.1
                    Host: localhost
                    Authorization: Bearer %s
                    Content-Type: application/json
                    Content-Length: %d

                    %s"""
                            .formatted(TestTenants.BAKERY.key(), BODY.length(), BODY)
                            .replace("\n", "\r\n")
                            .getBytes(StandardCharsets.US_ASCII);
            for (int i = 0; i < count; i++) {
                Socket caller = new Socket("localhost", router.port());
                callers.add(caller);
                caller.getOutputStream().write(request);
            }
        }

        @Override
        public void close() throws IOException {
            for (Socket caller : callers) {
                caller.close();
            }
        }
    }
}

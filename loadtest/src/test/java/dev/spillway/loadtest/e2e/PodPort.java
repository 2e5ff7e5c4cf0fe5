package dev.spillway.loadtest.e2e;

import dev.spillway.loadtest.platform.PlatformSettings;

import org.jspecify.annotations.Nullable;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A port of a pod as this machine reaches it: at the pod's own address where there is a way, else
 * by a port-forward, which carries all connections over a single one of the API server's.
 */
record PodPort(URI address, @Nullable Process forward) implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Pattern FORWARDING = Pattern.compile("127\\.0\\.0\\.1:(\\d+) ->");

    static PodPort reach(Kubectl kubectl, String namespace, String pod, int port)
            throws IOException, InterruptedException {
        String ip =
                kubectl.run("-n", namespace, "get", "pod", pod, "-o", "jsonpath={.status.podIP}");
        if (connects(ip, port)) {
            return new PodPort(URI.create("http://" + ip + ":" + port), null);
        }
        Process forward =
                kubectl.start(
                        "-n",
                        namespace,
                        "port-forward",
                        "--address",
                        "127.0.0.1",
                        "pod/" + pod,
                        ":" + port);
        // Never closed: the forward would end with whoever reads what it prints.
        BufferedReader said = forward.inputReader();
        String line = said.readLine();
        Matcher local = FORWARDING.matcher(line == null ? "" : line);
        if (!local.find()) {
            forward.destroy();
            throw new IOException("no port-forward to " + pod + ": " + line);
        }
        return new PodPort(
                PlatformSettings.loopback(Integer.parseInt(local.group(1))), drained(forward));
    }

    private static boolean connects(String ip, int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(ip, port), Math.toIntExact(PATIENCE.toMillis()));
            return true;
        } catch (IOException noWay) {
            return false;
        }
    }

    /** It prints a line for each connection, and stops when nobody reads them. */
    private static Process drained(Process forward) {
        Thread.ofVirtual()
                .start(
                        () -> {
                            try {
                                while (forward.inputReader().readLine() != null) {
                                    // Read is enough.
                                }
                            } catch (IOException ended) {
                                // So did the forward.
                            }
                        });
        return forward;
    }

    boolean isForwarded() {
        return forward != null;
    }

    @Override
    public void close() {
        if (forward != null) {
            forward.destroy();
        }
    }
}

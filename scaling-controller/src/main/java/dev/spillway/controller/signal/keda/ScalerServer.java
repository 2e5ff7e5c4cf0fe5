package dev.spillway.controller.signal.keda;

import dev.spillway.controller.signal.Signals;

import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;

/** Where KEDA asks. What it may learn is how long queues are; it can change nothing. */
public final class ScalerServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ScalerServer.class);
    private static final int MOST_STREAMS = 1000;
    private static final int MOST_CALLS_PER_CONNECTION = MOST_STREAMS + 100;
    private static final int MOST_BYTES = 64 * 1024;
    private static final int KEEP_ALIVE_SECONDS = 60;
    private static final int LAST_WORDS_SECONDS = 2;
    private static final int SHORTEST_KEEP_ALIVE_SECONDS = 10;

    private final ActiveStreams streams;
    private final Server server;

    /** Begins to answer. */
    public ScalerServer(Signals signals, String address, int port) {
        this(signals, address, port, MOST_STREAMS);
    }

    ScalerServer(Signals signals, String address, int port, int mostStreams) {
        this.streams = new ActiveStreams(signals, mostStreams);
        // No answer waits for anything, so the threads that read requests can give it.
        this.server =
                NettyServerBuilder.forAddress(new InetSocketAddress(address, port))
                        .directExecutor()
                        .maxInboundMessageSize(MOST_BYTES)
                        .maxConcurrentCallsPerConnection(MOST_CALLS_PER_CONNECTION)
                        .keepAliveTime(KEEP_ALIVE_SECONDS, TimeUnit.SECONDS)
                        .permitKeepAliveTime(SHORTEST_KEEP_ALIVE_SECONDS, TimeUnit.SECONDS)
                        .permitKeepAliveWithoutCalls(true)
                        .addService(new ExternalScaler(signals, streams).service())
                        .build();
        try {
            server.start();
        } catch (IOException e) {
            streams.close();
            throw new UncheckedIOException(
                    "the external scaler cannot listen on %s:%d".formatted(address, port), e);
        }
        LOG.info("KEDA is answered on port {}", server.getPort());
    }

    int port() {
        return server.getPort();
    }

    /** Ends; who listened asks another controller. */
    @Override
    public void close() {
        server.shutdown();
        streams.close();
        try {
            var _ = server.awaitTermination(LAST_WORDS_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        server.shutdownNow();
    }
}

package dev.spillway.controller.signal.keda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.DynamicMessage;

import dev.spillway.controller.signal.Passes;

import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ClientCalls;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** The server on loopback, asked by a client that is made from the contract. */
final class ExternalScalerTest {

    private static final Map<String, String> DESIRED = Map.of("pool", "media");
    private static final Map<String, String> QUEUE = Map.of("pool", "media", "signal", "queue");
    private static final Protocol PROTOCOL = Protocol.ofTheContract();

    private final Passes passes = new Passes();
    private final ScalerServer server = new ScalerServer(passes.signals(), "127.0.0.1", 0, 2);
    private final ManagedChannel channel =
            NettyChannelBuilder.forAddress("127.0.0.1", server.port()).usePlaintext().build();

    @AfterEach
    void close() {
        channel.shutdownNow();
        server.close();
    }

    private DynamicMessage ask(String method, DynamicMessage request) {
        return ClientCalls.blockingUnaryCall(
                channel,
                PROTOCOL.method(method),
                CallOptions.DEFAULT.withDeadlineAfter(20, TimeUnit.SECONDS),
                request);
    }

    private Status refusal(String method, DynamicMessage request) {
        return catchThrowableOfType(StatusRuntimeException.class, () -> ask(method, request))
                .getStatus();
    }

    @Test
    void theContractNamesExactlyWhatIsServed() {
        assertThat(PROTOCOL.methods())
                .containsExactlyInAnyOrder(
                        "IsActive", "StreamIsActive", "GetMetricSpec", "GetMetrics");
    }

    @Test
    void saysWhetherThePoolNeedsAWorker() {
        passes.made(Passes.pool("media", 0, 0, 0, 0));
        assertThat(isActive(QUEUE)).isFalse();

        passes.made(Passes.pool("media", 0, 0, 1, 0));
        assertThat(isActive(QUEUE)).isTrue();
    }

    private boolean isActive(Map<String, String> metadata) {
        return (boolean) Protocol.field(ask("IsActive", PROTOCOL.object(metadata)), "result");
    }

    @Test
    void anAverageOfOneArrivesAtTheDecision() {
        passes.made(Passes.pool("media", 1, 7, 90, 48));

        assertThat(specs(DESIRED)).containsExactly(List.of("spillway-desired-workers", 1L, 1.0));
        assertThat(values(DESIRED, "spillway-desired-workers"))
                .containsExactly(List.of("spillway-desired-workers", 7L, 7.0));
    }

    @Test
    void theQueueComesWithTheWorkInFlight() {
        passes.made(Passes.pool("media", 1, 7, 90, 48));

        assertThat(specs(QUEUE))
                .containsExactly(
                        List.of("spillway-waiting-requests", 10L, 10.0),
                        List.of("spillway-requests-in-flight", 16L, 16.0));
        assertThat(values(QUEUE, "spillway-waiting-requests"))
                .containsExactly(List.of("spillway-waiting-requests", 90L, 90.0));
        assertThat(values(QUEUE, "spillway-requests-in-flight"))
                .containsExactly(List.of("spillway-requests-in-flight", 48L, 48.0));
    }

    private List<List<Object>> specs(Map<String, String> metadata) {
        return Protocol.rows(ask("GetMetricSpec", PROTOCOL.object(metadata)), "metricSpecs");
    }

    private List<List<Object>> values(Map<String, String> metadata, String metric) {
        return Protocol.rows(ask("GetMetrics", PROTOCOL.metric(metadata, metric)), "metricValues");
    }

    @Test
    void readsPastWhatANewerKedaSends() {
        passes.made(Passes.pool("media", 1, 7, 90, 48));
        DynamicMessage request =
                Protocol.withUnknownField(PROTOCOL.metric(DESIRED, "spillway-desired-workers"));

        assertThat(Protocol.rows(ask("GetMetrics", request), "metricValues")).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    IsActive       |       |         | INVALID_ARGUMENT | metadata has no pool; it must name one of Spillway's pools
                    StreamIsActive |       |         | INVALID_ARGUMENT | metadata has no pool; it must name one of Spillway's pools
                    GetMetricSpec  | media | ten     | INVALID_ARGUMENT | target is 'ten'; allowed are whole numbers from 1 to 1000000
                    IsActive       | other |         | NOT_FOUND        | pool is 'other'; no pool has that name
                    StreamIsActive | other |         | NOT_FOUND        | pool is 'other'; no pool has that name
                    GetMetricSpec  | other |         | NOT_FOUND        | pool is 'other'; no pool has that name
                    """)
    void refusesInOneLine(
            String method, String pool, String target, Status.Code code, String line) {
        passes.made(Passes.pool("media", 1, 7, 90, 48));
        Map<String, String> metadata = new TreeMap<>();
        Optional.ofNullable(pool).ifPresent(name -> metadata.put("pool", name));
        Optional.ofNullable(target)
                .ifPresent(
                        number -> {
                            metadata.put("signal", "queue");
                            metadata.put("target", number);
                        });
        Status status = refusal(method, PROTOCOL.object(metadata));

        assertThat(status.getCode()).isEqualTo(code);
        assertThat(status.getDescription()).isEqualTo(line);
    }

    @Test
    void refusesAMetricThatItDidNotName() {
        passes.made(Passes.pool("media", 1, 7, 90, 48));
        Status status = refusal("GetMetrics", PROTOCOL.metric(DESIRED, "queue"));

        assertThat(status.getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
        assertThat(status.getDescription())
                .isEqualTo("metric is 'queue'; allowed are spillway-desired-workers");
    }

    @ParameterizedTest
    @CsvSource({"IsActive", "StreamIsActive", "GetMetricSpec"})
    void whatIsNotKnownIsUnavailableAndNotZero(String method) {
        assertThat(refusal(method, PROTOCOL.object(DESIRED)))
                .extracting(Status::getCode, Status::getDescription)
                .containsExactly(
                        Status.Code.UNAVAILABLE,
                        "this controller only stands by; the holder of its Lease answers");
        passes.made(
                Passes.pool("media", 0, 0, 0, 0, Passes.NOW.minusSeconds(30), Optional.empty()));
        assertThat(refusal(method, PROTOCOL.object(DESIRED)))
                .extracting(Status::getCode, Status::getDescription)
                .containsExactly(
                        Status.Code.UNAVAILABLE, "the queue of pool media does not answer");
    }

    /** What one stream brought: true and false, and at the end its status. */
    private final class Listening {
        final BlockingQueue<Object> heard = new LinkedBlockingQueue<>();
        final ClientCall<DynamicMessage, DynamicMessage> call =
                channel.newCall(PROTOCOL.method("StreamIsActive"), CallOptions.DEFAULT);

        Listening(Map<String, String> metadata) {
            call.start(
                    new ClientCall.Listener<>() {
                        @Override
                        public void onMessage(DynamicMessage message) {
                            heard.add(Protocol.field(message, "result"));
                            call.request(1);
                        }

                        @Override
                        public void onClose(Status status, Metadata trailers) {
                            heard.add(status.getCode());
                        }
                    },
                    new Metadata());
            call.sendMessage(PROTOCOL.object(metadata));
            call.halfClose();
            call.request(1);
        }

        Object next() throws InterruptedException {
            return Optional.ofNullable(heard.poll(20, TimeUnit.SECONDS)).orElse("nothing");
        }
    }

    @Test
    void aStreamTellsOfEveryChangeAndOfNothingElse() throws InterruptedException {
        passes.made(Passes.pool("media", 0, 0, 0, 0));
        Listening listening = new Listening(QUEUE);
        assertThat(listening.next()).isEqualTo(false);

        passes.made(Passes.pool("media", 0, 0, 5, 0));
        assertThat(listening.next()).isEqualTo(true);
        passes.made(Passes.pool("media", 0, 0, 7, 0));
        passes.made(
                Passes.pool("media", 0, 0, 0, 0, Passes.NOW.minusSeconds(30), Optional.empty()));
        passes.made(Passes.pool("media", 0, 0, 0, 1));
        passes.made(Passes.pool("media", 0, 0, 0, 0));
        assertThat(listening.next()).isEqualTo(false);
        assertThat(listening.heard).isEmpty();
    }

    @Test
    void aStreamEndsWithItsPool() throws InterruptedException {
        passes.made(Passes.pool("media", 0, 0, 0, 0));
        Listening listening = new Listening(QUEUE);
        assertThat(listening.next()).isEqualTo(false);

        passes.made();
        assertThat(listening.next()).isEqualTo(Status.Code.NOT_FOUND);
    }

    @Test
    void aStreamEndsWhenItsClientGoesAndMakesRoomForAnother() throws InterruptedException {
        passes.made(Passes.pool("media", 0, 0, 0, 0));
        Listening first = new Listening(QUEUE);
        Listening second = new Listening(DESIRED);
        assertThat(first.next()).isEqualTo(false);
        assertThat(second.next()).isEqualTo(false);
        assertThat(new Listening(QUEUE).next()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);

        first.call.cancel("the client goes", null);
        Object heard = Status.Code.RESOURCE_EXHAUSTED;
        for (int attempt = 0; attempt < 1000 && !heard.equals(false); attempt++) {
            heard = new Listening(QUEUE).next();
        }
        assertThat(heard).isEqualTo(false);
        assertThat(second.heard).isEmpty();
    }

    @Test
    void aServerThatStopsEndsItsStreams() throws InterruptedException {
        passes.made(Passes.pool("media", 0, 0, 0, 0));
        Listening listening = new Listening(QUEUE);
        assertThat(listening.next()).isEqualTo(false);

        server.close();
        passes.made(Passes.pool("media", 0, 0, 5, 0));
        assertThat(listening.next()).isEqualTo(Status.Code.UNAVAILABLE);
    }
}

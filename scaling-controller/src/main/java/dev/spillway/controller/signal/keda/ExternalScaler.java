package dev.spillway.controller.signal.keda;

import dev.spillway.controller.signal.Answer;
import dev.spillway.controller.signal.SignalRequest;
import dev.spillway.controller.signal.Signals;
import dev.spillway.controller.signal.WorkerMetric;

import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Answers KEDA's questions from what the loop last said. */
final class ExternalScaler {

    private final Signals signals;
    private final ActiveStreams streams;

    ExternalScaler(Signals signals, ActiveStreams streams) {
        this.signals = signals;
        this.streams = streams;
    }

    ServerServiceDefinition service() {
        return ServerServiceDefinition.builder(Methods.SERVICE)
                .addMethod(
                        Methods.IS_ACTIVE,
                        ServerCalls.asyncUnaryCall(
                                (question, client) ->
                                        reply(
                                                client,
                                                question,
                                                known -> new Reply.Active(known.active()))))
                .addMethod(
                        Methods.GET_METRIC_SPEC,
                        ServerCalls.asyncUnaryCall(
                                (question, client) ->
                                        reply(
                                                client,
                                                question,
                                                known -> new Reply.Targets(known.metrics()))))
                .addMethod(
                        Methods.GET_METRICS,
                        ServerCalls.asyncUnaryCall(
                                (question, client) ->
                                        reply(
                                                client,
                                                question,
                                                known ->
                                                        new Reply.Value(
                                                                named(
                                                                        question.metricName(),
                                                                        known.metrics())))))
                .addMethod(
                        Methods.STREAM_IS_ACTIVE,
                        ServerCalls.asyncServerStreamingCall(this::stream))
                .build();
    }

    private void reply(
            StreamObserver<Reply> client, Question question, Function<Answer.Known, Reply> words) {
        try {
            Reply reply = words.apply(known(request(question)));
            client.onNext(reply);
            client.onCompleted();
        } catch (StatusRuntimeException e) {
            client.onError(e);
        }
    }

    private void stream(Question question, StreamObserver<Reply> client) {
        try {
            SignalRequest request = request(question);
            var _ = known(request);
            streams.open(request, (ServerCallStreamObserver<Reply>) client);
        } catch (StatusRuntimeException e) {
            client.onError(e);
        }
    }

    private static SignalRequest request(Question question) {
        try {
            return SignalRequest.read(question.metadata());
        } catch (IllegalArgumentException e) {
            throw Status.INVALID_ARGUMENT.withDescription(e.getMessage()).asRuntimeException();
        }
    }

    private Answer.Known known(SignalRequest request) {
        return switch (signals.answer(request)) {
            case Answer.Known known -> known;
            case Answer.Unknown(String why) ->
                    throw Status.NOT_FOUND.withDescription(why).asRuntimeException();
            case Answer.Unavailable(String why) ->
                    throw Status.UNAVAILABLE.withDescription(why).asRuntimeException();
        };
    }

    private static WorkerMetric named(String name, List<WorkerMetric> metrics) {
        return metrics.stream()
                .filter(metric -> metric.name().equals(name))
                .findFirst()
                .orElseThrow(
                        () ->
                                Status.INVALID_ARGUMENT
                                        .withDescription(
                                                "metric is '%s'; allowed are %s"
                                                        .formatted(
                                                                SignalRequest.shown(name),
                                                                metrics.stream()
                                                                        .map(WorkerMetric::name)
                                                                        .collect(
                                                                                Collectors.joining(
                                                                                        ", "))))
                                        .asRuntimeException());
    }
}

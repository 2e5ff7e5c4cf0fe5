package dev.spillway.controller.signal.keda;

import com.google.protobuf.CodedInputStream;

import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.Status;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;

/** The methods of the protocol, as the server's side of gRPC needs to know them. */
final class Methods {

    static final String SERVICE = "externalscaler.ExternalScaler";

    static final MethodDescriptor<Question, Reply> IS_ACTIVE =
            method("IsActive", MethodType.UNARY, Question::aboutObject);
    static final MethodDescriptor<Question, Reply> STREAM_IS_ACTIVE =
            method("StreamIsActive", MethodType.SERVER_STREAMING, Question::aboutObject);
    static final MethodDescriptor<Question, Reply> GET_METRIC_SPEC =
            method("GetMetricSpec", MethodType.UNARY, Question::aboutObject);
    static final MethodDescriptor<Question, Reply> GET_METRICS =
            method("GetMetrics", MethodType.UNARY, Question::aboutMetric);

    private Methods() {}

    /** Reads a question. */
    private interface Reader {
        Question read(CodedInputStream from) throws IOException;
    }

    private static MethodDescriptor<Question, Reply> method(
            String name, MethodType type, Reader reader) {
        return MethodDescriptor.<Question, Reply>newBuilder()
                .setFullMethodName(MethodDescriptor.generateFullMethodName(SERVICE, name))
                .setType(type)
                .setRequestMarshaller(new Questions(reader))
                .setResponseMarshaller(new Replies())
                .build();
    }

    private record Questions(Reader reader) implements MethodDescriptor.Marshaller<Question> {

        @Override
        public Question parse(InputStream stream) {
            try {
                return reader.read(CodedInputStream.newInstance(stream));
            } catch (IOException e) {
                throw Status.INVALID_ARGUMENT
                        .withDescription("the message cannot be read: " + e.getMessage())
                        .withCause(e)
                        .asRuntimeException();
            }
        }

        @Override
        public InputStream stream(Question question) {
            throw new UnsupportedOperationException("a server asks nothing");
        }
    }

    private record Replies() implements MethodDescriptor.Marshaller<Reply> {

        @Override
        public InputStream stream(Reply reply) {
            try {
                return new ByteArrayInputStream(reply.bytes());
            } catch (IOException e) {
                throw new IllegalStateException("a reply cannot be written", e);
            }
        }

        @Override
        public Reply parse(InputStream stream) {
            throw new UnsupportedOperationException("a server is told nothing");
        }
    }
}

package dev.spillway.controller.signal.keda;

import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.WireFormat;

import dev.spillway.controller.signal.WorkerMetric;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;

/** What KEDA is told. */
sealed interface Reply {

    /** An IsActiveResponse. */
    record Active(boolean active) implements Reply {}

    /** A GetMetricSpecResponse. */
    record Targets(List<WorkerMetric> metrics) implements Reply {
        public Targets {
            metrics = List.copyOf(metrics);
        }
    }

    /** A GetMetricsResponse. */
    record Value(WorkerMetric metric) implements Reply {}

    /** The message's bytes. */
    default byte[] bytes() throws IOException {
        return switch (this) {
            case Active(boolean active) -> message(out -> out.writeBool(1, active));
            case Targets(List<WorkerMetric> metrics) ->
                    message(
                            out -> {
                                for (WorkerMetric each : metrics) {
                                    write(out, each.name(), each.perWorker());
                                }
                            });
            case Value(WorkerMetric metric) ->
                    message(out -> write(out, metric.name(), metric.value()));
        };
    }

    /** Writes the fields of a message. */
    interface Fields {
        void write(CodedOutputStream out) throws IOException;
    }

    private static byte[] message(Fields fields) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        CodedOutputStream out = CodedOutputStream.newInstance(bytes);
        fields.write(out);
        out.flush();
        return bytes.toByteArray();
    }

    /** A MetricSpec or a MetricValue, which look alike: older KEDAs read the whole number. */
    private static void write(CodedOutputStream out, String name, double number)
            throws IOException {
        byte[] metric =
                message(
                        inner -> {
                            inner.writeString(1, name);
                            inner.writeInt64(2, (long) Math.ceil(number));
                            inner.writeDouble(3, number);
                        });
        out.writeTag(1, WireFormat.WIRETYPE_LENGTH_DELIMITED);
        out.writeUInt32NoTag(metric.length);
        out.writeRawBytes(metric);
    }
}

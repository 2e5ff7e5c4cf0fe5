package dev.spillway.controller.signal.keda;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/**
 * What KEDA asks. Reading it by hand spares the build a compiler of another language, which would
 * have to be there for every machine that builds.
 *
 * @param metadata of the ScaledObject's trigger
 * @param metricName the metric it wants; empty where it asks for none
 */
record Question(Map<String, String> metadata, String metricName) {

    private static final int REF_METADATA = 3;
    private static final int REQUEST_REF = 1;
    private static final int REQUEST_METRIC = 2;
    private static final int KEY = 1;
    private static final int VALUE = 2;

    Question {
        metadata = Map.copyOf(metadata);
    }

    /** Takes one field, and says whether it did. */
    private interface Field {
        boolean take(int number, CodedInputStream from) throws IOException;
    }

    /** A ScaledObjectRef. */
    static Question aboutObject(CodedInputStream from) throws IOException {
        return new Question(metadata(from), "");
    }

    /** A GetMetricsRequest. */
    static Question aboutMetric(CodedInputStream from) throws IOException {
        Map<String, String> metadata = new HashMap<>();
        String[] metric = {""};
        read(
                from,
                (number, in) -> {
                    switch (number) {
                        case REQUEST_REF -> nested(in, inner -> metadata.putAll(metadata(inner)));
                        case REQUEST_METRIC -> metric[0] = in.readStringRequireUtf8();
                        default -> {
                            return false;
                        }
                    }
                    return true;
                });
        return new Question(metadata, metric[0]);
    }

    private static Map<String, String> metadata(CodedInputStream from) throws IOException {
        Map<String, String> metadata = new HashMap<>();
        read(
                from,
                (number, in) -> {
                    if (number == REF_METADATA) {
                        nested(in, entry -> put(metadata, entry));
                    }
                    return number == REF_METADATA;
                });
        return metadata;
    }

    private static void put(Map<String, String> metadata, CodedInputStream entry)
            throws IOException {
        String[] pair = {"", ""};
        read(
                entry,
                (number, in) -> {
                    boolean known = number == KEY || number == VALUE;
                    if (known) {
                        pair[number - 1] = in.readStringRequireUtf8();
                    }
                    return known;
                });
        metadata.put(pair[0], pair[1]);
    }

    private static void read(CodedInputStream from, Field field) throws IOException {
        for (int tag = from.readTag(); tag != 0; tag = from.readTag()) {
            boolean hasLength =
                    WireFormat.getTagWireType(tag) == WireFormat.WIRETYPE_LENGTH_DELIMITED;
            // Only fields with a length are ours, and what a newer KEDA adds is skipped.
            if (!hasLength || !field.take(WireFormat.getTagFieldNumber(tag), from)) {
                from.skipField(tag);
            }
        }
    }

    /** Reads a message inside a message. */
    private interface Inner {
        void read(CodedInputStream from) throws IOException;
    }

    private static void nested(CodedInputStream from, Inner inner) throws IOException {
        int outer = from.pushLimit(from.readRawVarint32());
        inner.read(from);
        from.checkLastTagWas(0);
        from.popLimit(outer);
    }
}

package dev.spillway.controller.signal.keda;

import com.google.protobuf.ByteString;
import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.MessageOptions;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;

import io.grpc.MethodDescriptor;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The contract's messages and methods as Protocol Buffers' own library sees them: what is sent and
 * read by way of it owes nothing to the controller's code.
 */
final class Protocol {

    private static final Path CONTRACT =
            Path.of(System.getProperty("spillway.root"), "contracts/external-scaler.proto");
    private static final Pattern MESSAGE = Pattern.compile("message (\\w+) \\{([^}]*)}");
    private static final Pattern FIELD =
            Pattern.compile("(repeated )?(map<string, string>|\\w+) (\\w+) = (\\d+);");
    private static final Pattern METHOD =
            Pattern.compile("rpc (\\w+)\\((\\w+)\\) returns \\((stream )?(\\w+)\\)");
    private static final String PACKAGE = "externalscaler";

    private final FileDescriptor file;
    private final Map<String, MethodDescriptor<DynamicMessage, DynamicMessage>> methods =
            new TreeMap<>();

    private Protocol(String text) throws DescriptorValidationException {
        FileDescriptorProto.Builder contract =
                FileDescriptorProto.newBuilder()
                        .setName("external-scaler.proto")
                        .setSyntax("proto3")
                        .setPackage(PACKAGE);
        MESSAGE.matcher(text)
                .results()
                .forEach(found -> contract.addMessageType(message(found.group(1), found.group(2))));
        this.file = FileDescriptor.buildFrom(contract.build(), new FileDescriptor[0]);
        METHOD.matcher(text)
                .results()
                .forEach(
                        found ->
                                methods.put(
                                        found.group(1),
                                        method(
                                                found.group(1),
                                                found.group(2),
                                                found.group(4),
                                                found.group(3) != null)));
    }

    static Protocol ofTheContract() {
        try {
            return new Protocol(Files.readString(CONTRACT));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (DescriptorValidationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static DescriptorProto message(String name, String body) {
        DescriptorProto.Builder message = DescriptorProto.newBuilder().setName(name);
        Matcher fields = FIELD.matcher(body);
        while (fields.find()) {
            boolean isMap = fields.group(2).startsWith("map");
            FieldDescriptorProto.Builder field =
                    FieldDescriptorProto.newBuilder()
                            .setName(fields.group(3))
                            .setNumber(Integer.parseInt(fields.group(4)))
                            .setLabel(
                                    isMap || fields.group(1) != null
                                            ? FieldDescriptorProto.Label.LABEL_REPEATED
                                            : FieldDescriptorProto.Label.LABEL_OPTIONAL);
            switch (fields.group(2)) {
                case "string" -> field.setType(FieldDescriptorProto.Type.TYPE_STRING);
                case "bool" -> field.setType(FieldDescriptorProto.Type.TYPE_BOOL);
                case "int64" -> field.setType(FieldDescriptorProto.Type.TYPE_INT64);
                case "double" -> field.setType(FieldDescriptorProto.Type.TYPE_DOUBLE);
                default -> {
                    field.setType(FieldDescriptorProto.Type.TYPE_MESSAGE);
                    field.setTypeName(isMap ? "Entry" : fields.group(2));
                }
            }
            message.addField(field);
            if (isMap) {
                message.addNestedType(entry());
            }
        }
        return message.build();
    }

    private static DescriptorProto entry() {
        DescriptorProto.Builder entry =
                DescriptorProto.newBuilder()
                        .setName("Entry")
                        .setOptions(MessageOptions.newBuilder());
        for (String each : List.of("key", "value")) {
            entry.addField(
                    FieldDescriptorProto.newBuilder()
                            .setName(each)
                            .setNumber(entry.getFieldCount() + 1)
                            .setLabel(FieldDescriptorProto.Label.LABEL_OPTIONAL)
                            .setType(FieldDescriptorProto.Type.TYPE_STRING));
        }
        return entry.build();
    }

    private MethodDescriptor<DynamicMessage, DynamicMessage> method(
            String name, String request, String response, boolean streams) {
        return MethodDescriptor.<DynamicMessage, DynamicMessage>newBuilder()
                .setFullMethodName(
                        MethodDescriptor.generateFullMethodName(PACKAGE + ".ExternalScaler", name))
                .setType(
                        streams
                                ? MethodDescriptor.MethodType.SERVER_STREAMING
                                : MethodDescriptor.MethodType.UNARY)
                .setRequestMarshaller(new Messages(type(request)))
                .setResponseMarshaller(new Messages(type(response)))
                .build();
    }

    private record Messages(Descriptor type)
            implements MethodDescriptor.Marshaller<DynamicMessage> {

        @Override
        public InputStream stream(DynamicMessage message) {
            return new ByteArrayInputStream(message.toByteArray());
        }

        @Override
        public DynamicMessage parse(InputStream stream) {
            try {
                DynamicMessage message = DynamicMessage.parseFrom(type, stream);
                if (!message.getUnknownFields().asMap().isEmpty()) {
                    throw new IllegalStateException("not in the contract: " + message);
                }
                return message;
            } catch (InvalidProtocolBufferException e) {
                throw new IllegalStateException(e);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private Descriptor type(String name) {
        return file.findMessageTypeByName(name);
    }

    Iterable<String> methods() {
        return methods.keySet();
    }

    MethodDescriptor<DynamicMessage, DynamicMessage> method(String name) {
        return Objects.requireNonNull(methods.get(name), name);
    }

    /** A ScaledObjectRef with this metadata. */
    DynamicMessage object(Map<String, String> metadata) {
        Descriptor ref = type("ScaledObjectRef");
        DynamicMessage.Builder message =
                DynamicMessage.newBuilder(ref)
                        .setField(ref.findFieldByName("name"), "rag-worker")
                        .setField(ref.findFieldByName("namespace"), "spillway-media");
        Descriptor entry = ref.findNestedTypeByName("Entry");
        metadata.forEach(
                (key, value) ->
                        message.addRepeatedField(
                                ref.findFieldByName("scalerMetadata"),
                                DynamicMessage.newBuilder(entry)
                                        .setField(entry.findFieldByName("key"), key)
                                        .setField(entry.findFieldByName("value"), value)
                                        .build()));
        return message.build();
    }

    /** A GetMetricsRequest. */
    DynamicMessage metric(Map<String, String> metadata, String name) {
        Descriptor request = type("GetMetricsRequest");
        return DynamicMessage.newBuilder(request)
                .setField(request.findFieldByName("scaledObjectRef"), object(metadata))
                .setField(request.findFieldByName("metricName"), name)
                .build();
    }

    /** The same with a field that a newer KEDA might send. */
    static DynamicMessage withUnknownField(DynamicMessage message) {
        return message.toBuilder()
                .mergeUnknownFields(
                        com.google.protobuf.UnknownFieldSet.newBuilder()
                                .addField(
                                        99,
                                        com.google.protobuf.UnknownFieldSet.Field.newBuilder()
                                                .addVarint(7)
                                                .addLengthDelimited(ByteString.copyFromUtf8("new"))
                                                .build())
                                .build())
                .build();
    }

    static Object field(DynamicMessage message, String name) {
        return message.getField(message.getDescriptorForType().findFieldByName(name));
    }

    /** The fields of each message in a list, in order. */
    static List<List<Object>> rows(DynamicMessage message, String list) {
        List<List<Object>> rows = new ArrayList<>();
        for (Object each : (List<?>) field(message, list)) {
            DynamicMessage row = (DynamicMessage) each;
            rows.add(row.getDescriptorForType().getFields().stream().map(row::getField).toList());
        }
        return rows;
    }
}

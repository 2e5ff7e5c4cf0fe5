package dev.spillway.controller.signal.metrics.certificate;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;

/** Values in the Distinguished Encoding Rules (ITU-T X.690), as far as a certificate needs them. */
final class Der {

    private static final DateTimeFormatter UTC_TIME =
            DateTimeFormatter.ofPattern("yyMMddHHmmss'Z'").withZone(ZoneOffset.UTC);

    private Der() {}

    static byte[] sequence(byte[]... parts) {
        return value(0x30, concatenated(List.of(parts)));
    }

    static byte[] sequence(List<byte[]> parts) {
        return value(0x30, concatenated(parts));
    }

    static byte[] set(byte[]... parts) {
        return value(0x31, concatenated(List.of(parts)));
    }

    static byte[] integer(BigInteger number) {
        return value(0x02, number.toByteArray());
    }

    static byte[] text(String text) {
        return value(0x0c, text.getBytes(StandardCharsets.UTF_8));
    }

    /** A moment before the year 2050; later ones are written otherwise. */
    static byte[] time(Instant time) {
        return value(0x17, UTC_TIME.format(time).getBytes(StandardCharsets.US_ASCII));
    }

    static byte[] bits(byte[] bytes) {
        return value(0x03, concatenated(List.of(new byte[] {0}, bytes)));
    }

    static byte[] octets(byte[] bytes) {
        return value(0x04, bytes);
    }

    /** A part that has a number instead of a type, and other values in it. */
    static byte[] numbered(int number, byte[] content) {
        return value(0xa0 | number, content);
    }

    /** The same with a text in it. */
    static byte[] numbered(int number, String text) {
        return value(0x80 | number, text.getBytes(StandardCharsets.US_ASCII));
    }

    static byte[] objectId(String dotted) {
        int[] parts = Arrays.stream(dotted.split("\\.")).mapToInt(Integer::parseInt).toArray();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write((40 * parts[0]) + parts[1]);
        for (int i = 2; i < parts.length; i++) {
            for (int shift = 28; shift > 0; shift -= 7) {
                if ((parts[i] >> shift) != 0) {
                    bytes.write(0x80 | ((parts[i] >> shift) & 0x7f));
                }
            }
            bytes.write(parts[i] & 0x7f);
        }
        return value(0x06, bytes.toByteArray());
    }

    private static byte[] value(int type, byte[] content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(type);
        if (content.length < 0x80) {
            bytes.write(content.length);
        } else {
            byte[] length = BigInteger.valueOf(content.length).toByteArray();
            int from = length[0] == 0 ? 1 : 0;
            bytes.write(0x80 | (length.length - from));
            bytes.write(length, from, length.length - from);
        }
        bytes.writeBytes(content);
        return bytes.toByteArray();
    }

    private static byte[] concatenated(List<byte[]> parts) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        parts.forEach(bytes::writeBytes);
        return bytes.toByteArray();
    }
}

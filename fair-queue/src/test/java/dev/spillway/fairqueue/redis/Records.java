package dev.spillway.fairqueue.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The packed records of {@code spillway-queue.lua}, read independently of it. */
final class Records {

    private Records() {}

    record DomainRecord(
            double v,
            double seq,
            long waiting,
            long flight,
            double slots,
            double busy,
            double due,
            double reap,
            double fifo,
            double limit) {}

    record AccountRecord(
            double weight,
            long waiting,
            long flight,
            double startTag,
            double ewma,
            double variance,
            double accepted,
            double answered) {}

    record RequestRecord(int state, double deadline, String tenant, String worker) {

        boolean isQueued() {
            return state == 1;
        }

        boolean isFlying() {
            return state == 2;
        }
    }

    static DomainRecord domain(byte[] packed) {
        ByteBuffer in = ByteBuffer.wrap(packed).order(ByteOrder.LITTLE_ENDIAN);
        return new DomainRecord(
                in.getDouble(),
                in.getDouble(),
                (long) in.getDouble(),
                (long) in.getDouble(),
                in.getDouble(),
                in.getDouble(),
                in.getDouble(),
                in.getDouble(),
                in.getDouble(),
                in.getDouble());
    }

    static AccountRecord account(byte[] packed) {
        ByteBuffer in = ByteBuffer.wrap(packed).order(ByteOrder.LITTLE_ENDIAN);
        return new AccountRecord(
                in.getDouble(),
                (long) in.getDouble(),
                (long) in.getDouble(),
                in.getDouble(),
                in.getDouble(),
                in.getDouble(),
                in.getDouble(),
                in.getDouble());
    }

    static RequestRecord request(byte[] packed) {
        ByteBuffer in = ByteBuffer.wrap(packed).order(ByteOrder.LITTLE_ENDIAN);
        int state = in.get();
        in.position(7);
        double deadline = in.getDouble();
        in.position(47);
        String tenant = text(in);
        text(in);
        return new RequestRecord(state, deadline, tenant, text(in));
    }

    /** Up to the next zero byte. */
    private static String text(ByteBuffer in) {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        for (byte next = in.get(); next != 0; next = in.get()) {
            text.write(next);
        }
        return text.toString(UTF_8);
    }
}

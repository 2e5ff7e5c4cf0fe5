package dev.spillway.router.chat;

import jakarta.servlet.http.HttpServletResponse;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Server-sent events as OpenAI clients read them: each flushed at once, {@code [DONE]} last. */
final class EventStream {
    private static final byte[] DATA = ascii("data: ");
    private static final byte[] END = ascii("\n\n");

    private final HttpServletResponse response;
    private boolean begun;

    EventStream(HttpServletResponse response) {
        this.response = response;
    }

    boolean hasBegun() {
        return begun;
    }

    void begin(Map<String, String> headers) {
        headers.forEach(response::setHeader);
        response.setContentType("text/event-stream;charset=utf-8");
        response.setHeader("Cache-Control", "no-cache");
        // Proxies of nginx's kind would otherwise collect the parts.
        response.setHeader("X-Accel-Buffering", "no");
        begun = true;
    }

    void send(byte[] event) throws IOException {
        OutputStream out = response.getOutputStream();
        out.write(DATA);
        out.write(event);
        out.write(END);
        response.flushBuffer();
    }

    void done() throws IOException {
        send(ascii("[DONE]"));
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}

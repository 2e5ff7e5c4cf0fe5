package dev.spillway.fairqueue.redis;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Whoever changes a record must change the number of the format, and then this test. */
final class FormatTest {

    @Test
    void isTheSecond() throws IOException {
        assertThat(Format.NUMBER).isEqualTo(2);
        String code = code();
        assertThat(code).startsWith("#!lua name=spillway_queue_v2\n");
        assertThat(found(code, "local FORMAT = (\\d+)")).containsExactly("2");
        assertThat(found(code, "local (?:DOMAIN|ACCOUNT|REQUEST) = '(.*)'"))
                .containsExactly("<ddddddddddd", "<dddddddddddddd", "<BBBI4dddddsssss");
    }

    private static List<String> found(String code, String pattern) {
        return Pattern.compile(pattern)
                .matcher(code)
                .results()
                .map((MatchResult match) -> match.group(1))
                .toList();
    }

    private static String code() throws IOException {
        try (InputStream in = FormatTest.class.getResourceAsStream("spillway-queue.lua")) {
            assertThat(in).isNotNull();
            return new String(in.readAllBytes(), UTF_8);
        }
    }
}

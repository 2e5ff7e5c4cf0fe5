package dev.spillway.controller.pause;

import java.util.regex.Pattern;

/** What people may write: it ends up in logs, records and terminals as it is. */
final class Text {

    static final int LONGEST_NAME = 64;
    static final int LONGEST_REASON = 200;

    /** Control and format characters, unpaired surrogates, and what breaks a line. */
    private static final Pattern REFUSED = Pattern.compile("[\\p{C}\\u2028\\u2029]");

    private Text() {}

    static void require(String field, String text, int least, int most) {
        int length = text.codePointCount(0, text.length());
        if (length < least || length > most) {
            throw new IllegalArgumentException(
                    "%s has %d characters; allowed are %d to %d"
                            .formatted(field, length, least, most));
        }
        if (REFUSED.matcher(text).find()) {
            throw new IllegalArgumentException(
                    "%s has a control character or a line break; allowed is one line of text"
                            .formatted(field));
        }
    }
}

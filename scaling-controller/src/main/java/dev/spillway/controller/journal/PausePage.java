package dev.spillway.controller.journal;

import dev.spillway.controller.pause.Pause;

import tools.jackson.core.JacksonException;

/** A pause as text, wherever it is kept. */
public final class PausePage {

    private static final int FORMAT = 1;

    private record Page(int format, Pause pause) {}

    private PausePage() {}

    public static String write(Pause pause) {
        return DecisionJson.write(new Page(FORMAT, pause)) + "\n";
    }

    public static Pause read(String text) throws UnreadableException {
        Page page;
        try {
            page = DecisionJson.MAPPER.readValue(text, Page.class);
        } catch (JacksonException e) {
            throw new UnreadableException("is damaged");
        }
        if (page.format() != FORMAT) {
            throw new UnreadableException(
                    "is of format %d, and %d is known here".formatted(page.format(), FORMAT));
        }
        return page.pause();
    }
}

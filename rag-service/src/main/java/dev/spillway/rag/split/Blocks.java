package dev.spillway.rag.split;

import dev.spillway.rag.split.Block.Kind;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Reads a text line by line into blocks: headings, paragraphs and list items, fenced code, table
 * rows. Plain text is Markdown without marks.
 */
final class Blocks {

    private static final Pattern HEADING = Pattern.compile(" {0,3}#{1,6}\\s.*");
    private static final Pattern LIST_ITEM =
            Pattern.compile("\\s*(>\\s*)*([-*+]|\\d{1,3}[.)])\\s+.*");
    private static final Pattern TABLE_ROW = Pattern.compile("\\s*\\|.*");
    private static final Pattern FENCE = Pattern.compile("\\s*(```|~~~).*");
    private static final Pattern RULE = Pattern.compile("\\s*([-=*_]\\s*){3,}|\\s*<[^>]*>\\s*");

    private final String source;
    private final List<Block> blocks = new ArrayList<>();
    private int openFrom = -1;
    private int openTo = -1;
    private boolean fenced;

    private Blocks(String source) {
        this.source = source;
    }

    static List<Block> of(String source) {
        Blocks reading = new Blocks(source);
        int from = 0;
        while (from < source.length()) {
            int end = source.indexOf('\n', from);
            int to = end < 0 ? source.length() : end;
            reading.line(from, to);
            from = to + 1;
        }
        reading.close(reading.fenced ? Kind.CODE : Kind.PROSE);
        return reading.blocks;
    }

    private void line(int from, int to) {
        String line = source.substring(from, to);
        if (fenced) {
            openTo = to;
            if (FENCE.matcher(line).matches()) {
                close(Kind.CODE);
                fenced = false;
            }
        } else if (FENCE.matcher(line).matches()) {
            close(Kind.PROSE);
            open(from, to);
            fenced = true;
        } else if (line.isBlank() || RULE.matcher(line).matches()) {
            close(Kind.PROSE);
        } else if (HEADING.matcher(line).matches()) {
            single(Kind.HEADING, from, to);
        } else if (TABLE_ROW.matcher(line).matches()) {
            single(Kind.TABLE, from, to);
        } else {
            proseLine(line, from, to);
        }
    }

    private void proseLine(String line, int from, int to) {
        if (LIST_ITEM.matcher(line).matches()) {
            close(Kind.PROSE);
        }
        if (openFrom < 0) {
            open(from, to);
        } else {
            openTo = to;
        }
    }

    private void single(Kind kind, int from, int to) {
        close(Kind.PROSE);
        open(from, to);
        close(kind);
    }

    private void open(int from, int to) {
        openFrom = from;
        openTo = to;
    }

    private void close(Kind kind) {
        if (openFrom >= 0) {
            blocks.add(new Block(kind, openFrom, openTo));
        }
        openFrom = -1;
    }
}

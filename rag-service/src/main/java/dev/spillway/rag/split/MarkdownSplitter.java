package dev.spillway.rag.split;

import dev.spillway.rag.split.Block.Kind;

import java.util.ArrayList;
import java.util.List;

/**
 * Cuts a text into chunks of about {@value #TARGET_CHARACTERS} characters that never cross a
 * heading. A paragraph is cut only between sentences and code only between lines, unless one of
 * them is longer than a chunk.
 */
public final class MarkdownSplitter {

    static final int TARGET_CHARACTERS = 650;

    private final String source;
    private final List<Piece> pieces = new ArrayList<>();
    private final List<String> headings = new ArrayList<>();
    private int from = -1;
    private int to = -1;

    private MarkdownSplitter(String source) {
        this.source = source;
    }

    public static List<Piece> split(String source) {
        MarkdownSplitter splitter = new MarkdownSplitter(source);
        for (Block block : Blocks.of(source)) {
            splitter.add(block);
        }
        splitter.flush();
        return List.copyOf(splitter.pieces);
    }

    private void add(Block block) {
        if (block.kind() == Kind.HEADING) {
            flush();
            enter(source.substring(block.from(), block.to()).strip());
        } else if (block.length() <= TARGET_CHARACTERS) {
            append(block.from(), block.to());
        } else {
            int start = block.from();
            for (int end : seams(block)) {
                appendCut(start, end);
                start = end;
            }
        }
    }

    private void enter(String heading) {
        int level = 0;
        while (level < heading.length() && heading.charAt(level) == '#') {
            level++;
        }
        while (headings.size() >= level) {
            headings.removeLast();
        }
        // A document may skip a level; the empty place keeps the depth of what follows right.
        while (headings.size() < level - 1) {
            headings.add("");
        }
        headings.add(heading.substring(level).replaceAll("<[^>]*>|#+$", "").strip());
    }

    private List<Integer> seams(Block block) {
        if (block.kind() == Kind.PROSE) {
            return Sentences.ends(source, block);
        }
        List<Integer> ends = new ArrayList<>();
        for (int i = block.from(); i < block.to(); i++) {
            if (source.charAt(i) == '\n') {
                ends.add(i);
            }
        }
        ends.add(block.to());
        return ends;
    }

    private void appendCut(int start, int end) {
        int at = start;
        while (end - at > TARGET_CHARACTERS) {
            append(at, lastGap(at, at + TARGET_CHARACTERS));
            at = to;
        }
        append(at, end);
    }

    private int lastGap(int least, int most) {
        for (int i = most; i > least + TARGET_CHARACTERS / 2; i--) {
            if (Character.isWhitespace(source.charAt(i))) {
                return i;
            }
        }
        return Character.isLowSurrogate(source.charAt(most)) ? most - 1 : most;
    }

    private void append(int start, int end) {
        if (from >= 0 && end - from > TARGET_CHARACTERS) {
            flush();
        }
        if (from < 0) {
            from = start;
        }
        to = end;
    }

    private void flush() {
        if (from >= 0) {
            String text = source.substring(from, to).strip();
            if (text.codePoints().anyMatch(Character::isLetterOrDigit)) {
                pieces.add(new Piece(headings.stream().filter(h -> !h.isEmpty()).toList(), text));
            }
        }
        from = -1;
    }
}

package dev.spillway.rag.split;

import dev.spillway.rag.split.Block.Kind;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the sentences of a text's prose, each an exact substring of it. */
public final class Sentences {

    private static final Pattern LIST_MARK =
            Pattern.compile("\\s*(>\\s*)*((?:[-*+]|\\d{1,3}[.)])\\s+(\\[[ xX]]\\s+)?)?");
    private static final Pattern END =
            Pattern.compile("[.!?][\"'`)\\]*_]*(?=\\s+[\"'`(\\[*_]*[\\p{Lu}\\d])");
    private static final Set<String> ABBREVIATIONS =
            Set.of("e.g.", "i.e.", "etc.", "vs.", "cf.", "no.", "mr.", "dr.", "st.", "approx.");

    private Sentences() {}

    /** The sentences of all paragraphs and list items; not of headings, code or tables. */
    public static List<String> of(String text) {
        List<String> sentences = new ArrayList<>();
        for (Block block : Blocks.of(text)) {
            if (block.kind() == Kind.PROSE) {
                int from = block.from();
                for (int to : ends(text, block)) {
                    String sentence = text.substring(from, to);
                    Matcher mark = LIST_MARK.matcher(sentence);
                    String bare = mark.lookingAt() ? sentence.substring(mark.end()) : sentence;
                    if (!bare.isBlank()) {
                        sentences.add(bare.strip());
                    }
                    from = to;
                }
            }
        }
        return sentences;
    }

    /** Where the sentences of a block end, the block's own end last. */
    static List<Integer> ends(String text, Block block) {
        List<Integer> ends = new ArrayList<>();
        Matcher matcher = END.matcher(text).region(block.from(), block.to());
        while (matcher.find()) {
            if (!isAbbreviation(text, block.from(), matcher.start() + 1)
                    && !isListMark(text, block.from(), matcher.start())) {
                ends.add(matcher.end());
            }
        }
        ends.add(block.to());
        return ends;
    }

    private static boolean isAbbreviation(String text, int least, int end) {
        int start = end;
        while (start > least && !Character.isWhitespace(text.charAt(start - 1))) {
            start--;
        }
        String word = text.substring(start, end).replaceFirst("^[(\"'`\\[]+", "");
        return ABBREVIATIONS.contains(word.toLowerCase(java.util.Locale.ROOT));
    }

    /** The dot of "1." at the start of an item ends no sentence. */
    private static boolean isListMark(String text, int from, int dot) {
        return text.substring(from, dot).strip().chars().allMatch(Character::isDigit);
    }
}

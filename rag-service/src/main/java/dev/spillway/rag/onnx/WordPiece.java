package dev.spillway.rag.onnx;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * WordPiece: the longest piece of the vocabulary that starts a word, then again for the rest with
 * the mark {@code ##}; a word that cannot be covered is unknown as a whole.
 */
final class WordPiece {

    static final int LONGEST_WORD = 100;

    private final Map<String, Integer> vocabulary;
    private final int unknown;
    private final int start;
    private final int end;

    WordPiece(Map<String, Integer> vocabulary) {
        this.vocabulary = Map.copyOf(vocabulary);
        this.unknown = idOf("[UNK]");
        this.start = idOf("[CLS]");
        this.end = idOf("[SEP]");
    }

    private int idOf(String special) {
        Integer id = vocabulary.get(special);
        if (id == null) {
            throw new IllegalArgumentException("the vocabulary has no " + special);
        }
        return id;
    }

    /**
     * The ids of a text between the start and end marks.
     *
     * @param most ids in all; what is longer is cut off
     */
    long[] encode(String text, int most) {
        long[] ids = new long[most];
        int count = 0;
        ids[count++] = start;
        List<String> words = BertWords.of(text);
        for (int i = 0; i < words.size() && count < most - 1; i++) {
            count = append(words.get(i), ids, count, most - 1);
        }
        ids[count++] = end;
        return Arrays.copyOf(ids, count);
    }

    private int append(String word, long[] ids, int count, int most) {
        if (word.codePointCount(0, word.length()) > LONGEST_WORD) {
            ids[count] = unknown;
            return count + 1;
        }
        int at = 0;
        int next = count;
        while (at < word.length()) {
            int to = longest(word, at);
            if (to == at) {
                ids[count] = unknown;
                return count + 1;
            }
            if (next < most) {
                ids[next++] = id(word, at, to);
            }
            at = to;
        }
        return next;
    }

    private int longest(String word, int from) {
        for (int to = word.length(); to > from; to--) {
            if (vocabulary.containsKey(piece(word, from, to))) {
                return to;
            }
        }
        return from;
    }

    private int id(String word, int from, int to) {
        return vocabulary.getOrDefault(piece(word, from, to), unknown);
    }

    private static String piece(String word, int from, int to) {
        String piece = word.substring(from, to);
        return from == 0 ? piece : "##" + piece;
    }
}

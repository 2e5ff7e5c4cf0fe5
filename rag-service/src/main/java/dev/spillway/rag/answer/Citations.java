package dev.spillway.rag.answer;

import dev.spillway.rag.index.Passage;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Citations for an answer that someone else wrote with marks {@code [n]} into the passages. */
public final class Citations {

    private static final Pattern MARK = Pattern.compile("\\[(\\d{1,3})]");

    private Citations() {}

    /** One citation per passage that is marked, under the passage's own number. */
    public static List<Citation> markedIn(String text, String question, List<Passage> passages) {
        TreeSet<Integer> numbers = new TreeSet<>();
        Matcher mark = MARK.matcher(text);
        while (mark.find()) {
            int number = Integer.parseInt(mark.group(1));
            if (number >= 1 && number <= passages.size()) {
                numbers.add(number);
            }
        }
        List<Citation> citations = new ArrayList<>();
        for (int number : numbers) {
            Passage passage = passages.get(number - 1);
            List<Statement> best = Statements.best(question, List.of(passage));
            String quote = best.isEmpty() ? passage.chunk().text() : best.getFirst().sentence();
            citations.add(ExtractiveGenerator.cite(number, passage, quote));
        }
        return citations;
    }
}

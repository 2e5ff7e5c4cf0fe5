package dev.spillway.controller.recommend.hpa.selector;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a selector's text; its messages are those of Kubernetes. */
final class SelectorParser {

    /** A word, an operator or a separator; what stands between them is space. */
    private static final Pattern TOKEN = Pattern.compile("\\s*(==|!=|[=!(),<>]|[^\\s=!(),<>]+)");

    private static final Pattern NAME = Pattern.compile("([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]");
    private static final Set<String> SEPARATORS =
            Set.of("==", "!=", "=", "!", "(", ")", ",", "<", ">");
    private static final String END = "";

    /** The text cannot be read. */
    private static final class UnreadableException extends Exception {
        private final String problem;

        UnreadableException(String problem) {
            super(problem);
            this.problem = problem;
        }

        String problem() {
            return problem;
        }
    }

    private final List<String> tokens;
    private int next;

    private SelectorParser(List<String> tokens) {
        this.tokens = tokens;
    }

    static Selector.Parsed parse(String text) {
        List<String> tokens = new ArrayList<>();
        Matcher matcher = TOKEN.matcher(text);
        while (matcher.lookingAt()) {
            tokens.add(matcher.group(1));
            matcher.region(matcher.end(), text.length());
        }
        try {
            List<Requirement> requirements = new SelectorParser(tokens).requirements();
            return new Selector.Parsed.Valid(new Selector(text, requirements));
        } catch (UnreadableException unreadable) {
            return new Selector.Parsed.Invalid(unreadable.problem());
        }
    }

    private List<Requirement> requirements() throws UnreadableException {
        List<Requirement> requirements = new ArrayList<>();
        if (peek().equals(END)) {
            return requirements;
        }
        while (true) {
            if (!isWord(peek()) && !peek().equals("!")) {
                throw new UnreadableException(
                        requirements.isEmpty()
                                ? "found '%s', expected: !, identifier, or 'end of string'"
                                        .formatted(peek())
                                : "found '%s', expected: identifier after ','".formatted(peek()));
            }
            try {
                requirements.add(requirement());
            } catch (UnreadableException inside) {
                throw new UnreadableException("unable to parse requirement: " + inside.problem());
            }
            String token = take();
            if (token.equals(END)) {
                return requirements;
            }
            if (!token.equals(",")) {
                throw new UnreadableException(
                        "found '%s', expected: ',' or 'end of string'".formatted(token));
            }
        }
    }

    private Requirement requirement() throws UnreadableException {
        boolean negated = peek().equals("!");
        if (negated) {
            take();
        }
        String key = take();
        if (!isWord(key)) {
            throw new UnreadableException("found '%s', expected: identifier".formatted(key));
        }
        checkKey(key);
        if (negated) {
            return new Requirement(key, Requirement.Operator.DOES_NOT_EXIST, Set.of());
        }
        if (peek().equals(END) || peek().equals(",")) {
            return new Requirement(key, Requirement.Operator.EXISTS, Set.of());
        }
        String operator = take();
        return switch (operator) {
            case "in" -> new Requirement(key, Requirement.Operator.IN, values());
            case "notin" -> new Requirement(key, Requirement.Operator.NOT_IN, values());
            case "=", "==" -> new Requirement(key, Requirement.Operator.IN, Set.of(value()));
            case "!=" -> new Requirement(key, Requirement.Operator.NOT_IN, Set.of(value()));
            case ">" -> new Requirement(key, Requirement.Operator.GREATER_THAN, number());
            case "<" -> new Requirement(key, Requirement.Operator.LESS_THAN, number());
            default ->
                    throw new UnreadableException(
                            "found '%s', expected: in, notin, =, ==, !=, gt, lt"
                                    .formatted(operator));
        };
    }

    /** Nothing stands for the empty value. */
    private String value() throws UnreadableException {
        if (peek().equals(END) || peek().equals(",")) {
            return "";
        }
        String value = take();
        if (!isWord(value)) {
            throw new UnreadableException("found '%s', expected: identifier".formatted(value));
        }
        checkValue(value);
        return value;
    }

    private Set<String> number() throws UnreadableException {
        String value = value();
        if (Requirement.number(value).isEmpty()) {
            throw new UnreadableException(
                    ("values[0]: Invalid value: \"%s\": for 'Gt', 'Lt' operators, the value must"
                                    + " be an integer")
                            .formatted(value));
        }
        return Set.of(value);
    }

    private Set<String> values() throws UnreadableException {
        String open = take();
        if (!open.equals("(")) {
            throw new UnreadableException("found '%s' expected: '('".formatted(open));
        }
        Set<String> values = new TreeSet<>();
        while (true) {
            String token = take();
            if (isWord(token)) {
                checkValue(token);
                values.add(token);
                token = take();
            } else if (token.equals(",") || token.equals(")")) {
                values.add("");
            }
            if (token.equals(")")) {
                return values;
            }
            if (!token.equals(",")) {
                throw new UnreadableException(
                        "found '%s', expected: ',', ')' or identifier".formatted(token));
            }
        }
    }

    private static void checkKey(String key) throws UnreadableException {
        String name = key.substring(key.indexOf('/') + 1);
        if (name.length() > 63 || !NAME.matcher(name).matches()) {
            throw new UnreadableException("key: Invalid value: \"%s\"".formatted(key));
        }
    }

    private static void checkValue(String value) throws UnreadableException {
        if (value.length() > 63 || !NAME.matcher(value).matches()) {
            throw new UnreadableException("values[0]: Invalid value: \"%s\"".formatted(value));
        }
    }

    private static boolean isWord(String token) {
        return !token.equals(END) && !SEPARATORS.contains(token);
    }

    private String peek() {
        return next < tokens.size() ? tokens.get(next) : END;
    }

    private String take() {
        return next < tokens.size() ? tokens.get(next++) : END;
    }
}

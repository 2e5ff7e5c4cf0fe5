package dev.spillway.controller.recommend.hpa.selector;

import java.util.List;
import java.util.Map;

/** A selector in its text form, "app=web,tier in (gold, free),!canary". */
public final class Selector {

    private final String text;
    private final List<Requirement> requirements;

    Selector(String text, List<Requirement> requirements) {
        this.text = text;
        this.requirements = List.copyOf(requirements);
    }

    /** The selector, or what is wrong with it. */
    public sealed interface Parsed {
        record Valid(Selector selector) implements Parsed {}

        record Invalid(String message) implements Parsed {}
    }

    public static Parsed parse(String text) {
        return SelectorParser.parse(text);
    }

    public boolean matches(Map<String, String> labels) {
        return requirements.stream().allMatch(requirement -> requirement.matches(labels));
    }

    @Override
    public String toString() {
        return text;
    }
}

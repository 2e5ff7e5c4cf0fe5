package dev.spillway.controller.recommend.hpa.selector;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;
import java.util.Map;
import java.util.Optional;

final class SelectorTest {

    private static final Map<String, String> LABELS =
            Map.of("app", "web", "tier", "gold", "rank", "7", "example.com/team", "a");

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    app=web                        | true
                    app==web                       | true
                    app = web , tier = gold        | true
                    app=web,tier=free              | false
                    app!=web                       | false
                    none!=web                      | true
                    tier in (gold, premium)        | true
                    tier notin (gold, premium)     | false
                    none notin (gold)              | true
                    app                            | true
                    !app                           | false
                    !none                          | true
                    none                           | false
                    rank>6                         | true
                    rank<6                         | false
                    app>6                          | false
                    none=                          | false
                    example.com/team=a             | true
                    """)
    void selects(String text, boolean matches) {
        assertThat(((Selector.Parsed.Valid) Selector.parse(text)).selector().matches(LABELS))
                .isEqualTo(matches);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            textBlock =
                    """
                    cheddar cheese | unable to parse requirement: found 'cheese', expected: in, notin, =, ==, !=, gt, lt
                    a=b,           | found '', expected: identifier after ','
                    a=b c          | found 'c', expected: ',' or 'end of string'
                    =b             | found '=', expected: !, identifier, or 'end of string'
                    !              | unable to parse requirement: found '', expected: identifier
                    a in b         | unable to parse requirement: found 'b' expected: '('
                    a in (b        | unable to parse requirement: found '', expected: ',', ')' or identifier
                    a=(            | unable to parse requirement: found '(', expected: identifier
                    """)
    void refuses(String text, String message) {
        assertThat(Selector.parse(text)).isEqualTo(new Selector.Parsed.Invalid(message));
    }

    @Test
    void refusesValuesThatAreNone() {
        assertThat(Selector.parse("a=-b-")).isInstanceOf(Selector.Parsed.Invalid.class);
        assertThat(Selector.parse("-a-=b")).isInstanceOf(Selector.Parsed.Invalid.class);
        assertThat(Selector.parse("a>b")).isInstanceOf(Selector.Parsed.Invalid.class);
    }

    @Test
    void printsAsGo() {
        assertThat(LabelSelector.print(Optional.empty())).isEqualTo("nil");
        assertThat(
                        LabelSelector.print(
                                Optional.of(
                                        new LabelSelector(
                                                Map.of("b", "2", "a", "1"),
                                                List.of(
                                                        new LabelSelector.Expression(
                                                                "c", "In", List.of("x", "y")))))))
                .isEqualTo(
                        "&LabelSelector{MatchLabels:map[string]string{a: 1,b:"
                                + " 2,},MatchExpressions:[]LabelSelectorRequirement{LabelSelectorRequirement{Key:c,Operator:In,Values:[x"
                                + " y],},},}");
    }

    @Test
    void findsFaultsOfExpressions() {
        assertThat(problem("Near")).contains("\"Near\" is not a valid label selector operator");
        assertThat(problem("In"))
                .contains(
                        "values: Invalid value: []: for 'in', 'notin' operators, values set can't"
                                + " be empty");
        assertThat(problem("Exists", "a"))
                .contains(
                        "values: Invalid value: [\"a\"]: values set must be empty for exists and"
                                + " does not exist");
        assertThat(problem("Exists")).isEmpty();
        assertThat(problem("NotIn", "a")).isEmpty();
    }

    private static Optional<String> problem(String operator, String... values) {
        return new LabelSelector(
                        Map.of(),
                        List.of(new LabelSelector.Expression("key", operator, List.of(values))))
                .problem();
    }
}

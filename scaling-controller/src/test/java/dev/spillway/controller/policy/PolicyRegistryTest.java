package dev.spillway.controller.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spillway.controller.recommend.Goal;
import dev.spillway.controller.recommend.Policy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import java.time.Duration;
import java.util.Map;
import java.util.Set;

final class PolicyRegistryTest {

    private static final PoolFacts POOL =
            new PoolFacts("pool", new Goal(10, 8, 1, 20, Duration.ofSeconds(30)), () -> 17);

    static Set<String> names() {
        return PolicyRegistry.names();
    }

    @ParameterizedTest
    @MethodSource("names")
    void makesEveryPolicyWithoutParameters(String name) {
        Policy<?> policy = PolicyRegistry.make(name, Map.of(), POOL);

        assertThat(policy.version()).isNotBlank();
        assertThat(policy.initialState()).isInstanceOf(policy.stateType());
    }

    @Test
    void sizesAFixedFleetForThePeak() {
        assertThat(PolicyRegistry.make("fixed", Map.of("replicas", "peak"), POOL).version())
                .isEqualTo("fixed/1 replicas=17");
        assertThat(PolicyRegistry.make("fixed", Map.of("replicas", "4"), POOL).version())
                .isEqualTo("fixed/1 replicas=4");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    fixed | replicas | many | replicas is 'many'; allowed are whole numbers from 0 to 10000
                    fixed | workers | 3 | workers is not a parameter; allowed are replicas
                    queue-depth | depth | 3 | depth is not a parameter; this policy has none
                    """)
    void saysWhatIsWrong(String name, String parameter, String value, String problem) {
        assertThatThrownBy(() -> PolicyRegistry.make(name, Map.of(parameter, value), POOL))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(problem);
    }

    @Test
    void namesThemAll() {
        assertThatThrownBy(() -> PolicyRegistry.make("magic", Map.of(), POOL))
                .hasMessage(
                        "policy is 'magic'; allowed are "
                                + String.join(", ", PolicyRegistry.names()));
    }
}

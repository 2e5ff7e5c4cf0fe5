package dev.spillway.controller.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TriggerWordsTest {

    @ParameterizedTest
    @CsvSource(
            textBlock =
                    """
                    trigger,                            trigger/1 table=runbook
                    trigger:table=matrix,               trigger/1 table=matrix [trigger:table=matrix]
                    trigger:table=runbook-cooldowns,    trigger/1 table=runbook-cooldowns [trigger:table=runbook-cooldowns]
                    trigger:table=training,             trigger/1 table=training [trigger:table=training]
                    trigger:table=inference:target=250, trigger/1 table=inference target=250.0 [trigger:table=inference:target=250]
                    """)
    void tablesHaveNamesAndAreFoundAgain(String words, String version) {
        assertThat(Policies.named(words).version()).isEqualTo(version);
        assertThat(Policies.ofVersion(version).orElseThrow().version()).isEqualTo(version);
    }

    @Test
    void otherTablesAreRefused() {
        assertThatThrownBy(() -> Policies.named("trigger:table=runbok"))
                .hasMessageContaining(
                        "allowed are inference, matrix, runbook, runbook-cooldowns, training");
        assertThatThrownBy(() -> Policies.named("trigger:table=matrix:target=2"))
                .hasMessageContaining("target");
    }
}

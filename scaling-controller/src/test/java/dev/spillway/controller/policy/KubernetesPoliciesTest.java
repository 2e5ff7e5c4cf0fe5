package dev.spillway.controller.policy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class KubernetesPoliciesTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    cpu:target=80 | cpu/1.36 metrics=cpu:80%
                    hpa | hpa/1.36 metrics=queue-depth:goal
                    hpa:queue=5 | metrics=queue-depth:5
                    hpa:p95=350ms:inFlight=10:cpu=80 | metrics=cpu:80%,in-flight:10,p95:350ms/object
                    hpa:behavior=slo | behavior=BehaviorProfile[name=slo
                    hpa:sync=30s | sync=PT30S
                    keda | polling=PT30S cooldown=PT5M
                    keda:polling=15s | polling=PT15S cooldown=PT1M
                    keda:polling=15s:cooldown=2m | polling=PT15S cooldown=PT2M
                    kpa:panicThreshold=3 | kpa
                    """)
    void understandsWords(String words, String inVersion) {
        assertThat(Policies.named(words).version()).contains(inVersion);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    hpa:behavior=fast-ish | is 'hpa:behavior=fast-ish'; of hpa, behavior is 'fast-ish'; allowed are aggressive, fast, ml, none, slo
                    hpa:ram=80 | is 'hpa:ram=80'; of hpa, ram is not a parameter; allowed are cpu, inFlight, p95, queue, sync, tolerance, stabilization, behavior
                    cpu:target=0 | is 'cpu:target=0'; of cpu, target is '0'; allowed are whole numbers from 1 to 1000
                    keda:polling=soon | is 'keda:polling=soon'; of keda, polling is 'soon'; allowed are durations such as 350ms, 15s, 5m, 1h
                    """)
    void saysWhatIsWrong(String words, String problem) {
        assertThat(Policies.problem(words)).contains(problem);
    }

    @Test
    void findsThemAgainByTheirVersion() {
        for (String words : new String[] {"hpa", "hpa:cpu=80:behavior=ml", "keda:queue=3", "cpu"}) {
            String version = Policies.named(words).version();
            assertThat(Policies.ofVersion(version).orElseThrow().version()).isEqualTo(version);
        }
    }
}

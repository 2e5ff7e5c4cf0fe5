package dev.spillway.controller.kubernetes.resource.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.controller.kubernetes.resource.ResourceId;
import dev.spillway.controller.kubernetes.resource.Verdict;
import dev.spillway.controller.kubernetes.resource.status.PoolFacts.Quota;
import dev.spillway.controller.kubernetes.resource.status.PoolFacts.Residency;
import dev.spillway.controller.yaml.Document.Kind;
import dev.spillway.controller.yaml.Problem;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

final class StatusRulesTest {

    private static final Instant NOW = Instant.parse("2026-11-27T09:00:00.789Z");
    private static final Instant LATER = Instant.parse("2026-11-27T09:05:00Z");
    private static final ResourceId TENANT = new ResourceId(Kind.TENANT, "media");
    private static final Verdict ACCEPTED = new Verdict.Accepted();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    # minimum, desired, present, ready | Ready                                                       | Scaling
                    2,3,3,3 | True Serving: 3 of 3 workers ready                          | False Stable: 3 workers
                    2,9,3,3 | True Serving: 3 of 9 workers ready                          | True ScalingUp: from 3 to 9 workers
                    2,3,3,1 | False WorkersNotReady: 1 of 3 workers ready; 2 needed       | False Stable: 3 workers
                    0,1,1,0 | False WorkersNotReady: 0 of 1 worker ready; 1 needed        | False Stable: 1 worker
                    5,1,1,1 | True Serving: 1 of 1 worker ready                           | False Stable: 1 worker
                    0,0,0,0 | True ScaledToZero: no worker is wanted                      | False Stable: 0 workers
                    0,0,2,2 | True ScaledToZero: no worker is wanted                      | True ScalingDown: from 2 to 0 workers
                    """)
    void saysWhetherItServesAndWhetherItChanges(String numbers, String ready, String scaling) {
        int[] of = List.of(numbers.split(",")).stream().mapToInt(Integer::parseInt).toArray();
        ResourceStatus status =
                status(
                        pool(
                                of[0],
                                of[1],
                                of[2],
                                of[3],
                                new Quota.Within(),
                                new Residency.Anywhere()));

        assertThat(said(status, Condition.Type.Ready)).isEqualTo(ready);
        assertThat(said(status, Condition.Type.Scaling)).isEqualTo(scaling);
        assertThat(status.counts()).contains(new ResourceStatus.Counts(of[2], of[3], of[1]));
    }

    @Test
    void saysWhatAQuotaAndARegionKeepBack() {
        ResourceStatus status =
                status(
                        pool(
                                2,
                                6,
                                6,
                                3,
                                new Quota.Limited(10, 6),
                                new Residency.Pending("ap-south-1", 3)));

        assertThat(said(status, Condition.Type.QuotaLimited))
                .isEqualTo("True QuotaReached: 10 workers wanted, the quota has room for 6");
        assertThat(said(status, Condition.Type.ResidencySatisfied))
                .isEqualTo(
                        "False NoNodeInRegion: 3 workers without a node in ap-south-1; residency is hard, so they run nowhere else");
        ResourceStatus calm =
                status(pool(2, 6, 6, 6, new Quota.Within(), new Residency.Satisfied("eu-1")));
        assertThat(said(calm, Condition.Type.QuotaLimited))
                .isEqualTo("False WithinQuota: the quota has room for what is wanted");
        assertThat(said(calm, Condition.Type.ResidencySatisfied))
                .isEqualTo("True InRegion: all workers run in eu-1");
    }

    @Test
    void aPausedPoolDoesNotScale() {
        PoolFacts paused =
                new PoolFacts(
                        1,
                        4,
                        2,
                        2,
                        OptionalInt.of(4),
                        Optional.empty(),
                        new Quota.Within(),
                        new Residency.Anywhere());

        assertThat(said(status(paused), Condition.Type.Scaling))
                .isEqualTo("False Paused: held at 4 workers by hand; spillway resume ends it");
    }

    @Test
    void aRefusedResourceSaysItsFirstMistake() {
        Verdict.Refused refused =
                new Verdict.Refused(
                        List.of(
                                new Problem("Tenant/media", 0, "spec.tier is 'gold'"),
                                new Problem("Tenant/media", 0, "spec.pool is 'x'")),
                        true);

        assertThat(said(status(refused, 7, Optional.empty()), Condition.Type.Ready))
                .isEqualTo(
                        "False InvalidSpec: spec.tier is 'gold' (and 1 more); its last good state holds");
    }

    @Test
    void oneWithoutWorkersIsReadyWhenItCounts() {
        assertThat(
                        said(
                                StatusRules.of(
                                        new StatusRules.Facts(
                                                new ResourceId(Kind.TIER, "gold"),
                                                1,
                                                ACCEPTED,
                                                Optional.empty(),
                                                false),
                                        ResourceStatus.NONE,
                                        NOW),
                                Condition.Type.Ready))
                .isEqualTo("True Accepted: it counts");
        assertThat(said(status(ACCEPTED, 1, Optional.empty()), Condition.Type.Ready))
                .isEqualTo("Unknown NotYetSeen: its workers were not looked at yet");
        assertThat(said(status(new Verdict.Deleting(), 1, Optional.empty()), Condition.Type.Ready))
                .isEqualTo("False Deleting: about to go");
    }

    @Test
    void aConditionKeepsItsTimeWhileItsStateStays() {
        PoolFacts two = pool(2, 2, 2, 2, new Quota.Within(), new Residency.Anywhere());
        PoolFacts three = pool(2, 3, 3, 3, new Quota.Within(), new Residency.Anywhere());
        PoolFacts broken = pool(2, 3, 3, 0, new Quota.Within(), new Residency.Anywhere());
        ResourceStatus first = status(two);

        ResourceStatus grown = status(three, first, LATER);
        ResourceStatus fallen = status(broken, grown, LATER);

        assertThat(since(first)).isEqualTo(Instant.parse("2026-11-27T09:00:00Z"));
        assertThat(since(grown)).isEqualTo(since(first));
        assertThat(since(fallen)).isEqualTo(LATER);
    }

    @Test
    void whatWasWrittenReadsTheSameAndForeignConditionsStay() {
        ResourceStatus status =
                status(pool(2, 3, 3, 3, new Quota.Within(), new Residency.Anywhere()));
        Map<String, Object> foreign =
                Map.of("type", "Audited", "status", "True", "reason", "x", "message", "");
        GenericKubernetesResource object = new GenericKubernetesResource();
        object.setAdditionalProperty(
                "status", Map.of("replicas", 1, "conditions", List.of(foreign)));

        Object patched = StatusJson.patch(object, status).get("status");
        object.setAdditionalProperty("status", patched);

        assertThat(StatusJson.read(object)).isEqualTo(status);
        assertThat((List<?>) ((Map<?, ?>) patched).get("conditions"))
                .hasSize(5)
                .last()
                .isEqualTo(foreign);
    }

    private static PoolFacts pool(
            int minimum, int desired, int present, int ready, Quota quota, Residency residency) {
        return new PoolFacts(
                minimum,
                desired,
                present,
                ready,
                OptionalInt.empty(),
                Optional.empty(),
                quota,
                residency);
    }

    private static ResourceStatus status(PoolFacts pool) {
        return status(ACCEPTED, 1, Optional.of(pool));
    }

    private static ResourceStatus status(
            Verdict verdict, long generation, Optional<PoolFacts> pool) {
        ResourceStatus status =
                StatusRules.of(
                        new StatusRules.Facts(TENANT, generation, verdict, pool, true),
                        ResourceStatus.NONE,
                        NOW);
        assertThat(status.observedGeneration()).isEqualTo(generation);
        return status;
    }

    private static ResourceStatus status(PoolFacts pool, ResourceStatus before, Instant now) {
        return StatusRules.of(
                new StatusRules.Facts(TENANT, 1, ACCEPTED, Optional.of(pool), true), before, now);
    }

    private static String said(ResourceStatus status, Condition.Type type) {
        Condition condition = status.condition(type).orElseThrow();
        return "%s %s: %s".formatted(condition.state(), condition.reason(), condition.message());
    }

    private static Instant since(ResourceStatus status) {
        return status.condition(Condition.Type.Ready).orElseThrow().since();
    }
}

package dev.spillway.controller.kubernetes.tree;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.List;

/**
 * Every check of the tree finds what it is there for: one change to valid manifests, one complaint.
 */
final class BrokenManifestsTest {

    @BeforeAll
    static void canRender() {
        RenderedTrees.assumeRendering();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    Deployment/tenant-router           | /spec/replica                                               | 3            | property 'replica' is not defined
                    Deployment/tenant-router           | /spec/replicas                                              | "3"          | string found, integer expected
                    Deployment/tenant-router           | /spec/selector                                              |              | required property 'selector' not found
                    Deployment/tenant-router           | /spec/template/spec/containers/0/resources/requests/memory  | "512MiB"     | does not match the regex pattern
                    HorizontalPodAutoscaler/redis-cache| /spec/metrics/0/resource/target/averageUtilisation          | 80           | property 'averageUtilisation' is not defined
                    ScaledObject/batch-worker          | /spec/cooldownperiod                                        | 60           | property 'cooldownperiod' is not defined
                    ScaledObject/batch-worker          | /spec/triggers/0/metadata/threshold                         | 10           | integer found, string expected
                    VerticalPodAutoscaler/redis        | /spec/updatePolicy/updateMode                               | "Never"      | enumeration
                    ServiceMonitor/tenant-router       | /spec/endpoints/0/interval                                  | "15"         | does not match the regex pattern
                    PrometheusRule/spillway            | /spec/groups/0/rules/0/expression                           | "up"         | property 'expression' is not defined
                    Pool/batch                         | /spec/maxReplica                                            | 3            | property 'maxReplica' is not defined
                    Pool/batch                         | /kind                                                       | "Pond"       | no schema for spillway.dev/v1alpha1 Pond
                    """)
    void aSchemaRefuses(String object, String pointer, String value, String complaint) {
        Tree tree = changed(object, pointer, value);
        assertThat(tree.manifests())
                .flatExtracting(RenderedTrees.schemas()::mistakesOf)
                .anySatisfy(mistake -> assertThat(mistake).contains(complaint));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    Deployment/tenant-router | /metadata/labels/app.kubernetes.io~1name                  |                     | has no label app.kubernetes.io/name
                    Deployment/tenant-router | /spec/template/metadata/labels/app.kubernetes.io~1part-of |                     | is not labelled as part of spillway
                    Deployment/tenant-router | /metadata/namespace                                       | "default"           | is in no namespace of ours
                    Service/redis            | /metadata/namespace                                       |                     | is in namespace ''
                    Namespace/spillway-system| /metadata/labels/pod-security.kubernetes.io~1enforce      | "baseline"          | lets pods do as they like
                    Deployment/tenant-router | /spec/template/spec/securityContext/runAsNonRoot          | false               | may run as root
                    Deployment/tenant-router | /spec/template/spec/securityContext/runAsUser             |                     | names no user
                    CronJob/re-embedding     | /spec/jobTemplate/spec/template/spec/securityContext/seccompProfile | "" | has no seccomp profile
                    StatefulSet/redis        | /spec/template/spec/automountServiceAccountToken          |                     | gets a token
                    StatefulSet/redis        | /spec/template/spec/containers/0/securityContext/readOnlyRootFilesystem | | may write its root
                    StatefulSet/redis        | /spec/template/spec/containers/0/securityContext/allowPrivilegeEscalation | | may gain privileges
                    StatefulSet/redis        | /spec/template/spec/containers/0/securityContext/capabilities | | keeps capabilities
                    StatefulSet/redis        | /spec/template/spec/containers/0/resources/limits/memory  |                     | has no limits of memory
                    StatefulSet/redis        | /spec/template/spec/containers/0/resources/requests/cpu   |                     | has no requests of cpu
                    StatefulSet/redis        | /spec/template/spec/containers/0/image                    | "redis:latest"      | runs no named version
                    StatefulSet/redis        | /spec/template/spec/containers/0/image                    | "reg:5000/redis"    | runs no named version
                    Deployment/tenant-router | /spec/template/spec/containers/0/startupProbe             |                     | has no startupProbe
                    Deployment/tenant-router | /spec/template/spec/containers/0/livenessProbe/httpGet/path | "/readyz"         | asks the same by two probes
                    Deployment/tenant-router | /spec/template/spec/containers/0/livenessProbe/httpGet/path | "/ready"          | dies with what it depends on
                    Deployment/tenant-router | /spec/template/spec/affinity/podAntiAffinity/requiredDuringSchedulingIgnoredDuringExecution | [] | hard anti-affinity
                    Deployment/tenant-router | /spec/template/spec/affinity                              |                     | would rather share a node
                    Deployment/tenant-router | /spec/selector/matchLabels/app.kubernetes.io~1name        | "router"            | instead of its own pods
                    Deployment/batch-worker  | /spec/template/metadata/labels/app.kubernetes.io~1name    | "cpu-only-worker"   | instead of its own pods
                    Deployment/tenant-router | /spec/replicas                                            | 3                   | has a number of replicas, and HorizontalPodAutoscaler tenant-router has another
                    HorizontalPodAutoscaler/redis-cache | /spec/scaleTargetRef | {"apiVersion": "apps/v1", "kind": "Deployment", "name": "tenant-router"} | is scaled by more than one
                    HorizontalPodAutoscaler/redis-cache | /spec/behavior/scaleDown/stabilizationWindowSeconds | 60             | shrinks after 60 s of calm
                    HorizontalPodAutoscaler/redis-cache | /spec/minReplicas                              | 16                  | has its minimum above its maximum
                    VerticalPodAutoscaler/tenant-router | /spec/updatePolicy/updateMode                  | "Initial"           | is resized and scaled at once
                    ScaledObject/batch-worker | /spec/triggers/0/type                                  | "cpu"               | is resized and scaled at once
                    PodDisruptionBudget/scaling-controller | /spec/minAvailable                          | 2                   | can never be drained
                    PodDisruptionBudget/scaling-controller | /spec/maxUnavailable                        | 1                   | needs one of minAvailable and maxUnavailable
                    PodDisruptionBudget/scaling-controller | /spec/selector/matchLabels/app.kubernetes.io~1name | "controller" | guards 0 workloads
                    PodDisruptionBudget/scaling-controller | /metadata/namespace                         | "kube-system"       | has 0 disruption budgets
                    Deployment/scaling-controller | /spec/template/spec/serviceAccountName               | "controller"        | needs ServiceAccount controller
                    CronJob/re-embedding     | /spec/jobTemplate/spec/template/spec/volumes/0/persistentVolumeClaim/claimName | "texts" | needs PersistentVolumeClaim texts
                    StatefulSet/redis        | /spec/serviceName                                         | "queue"             | needs Service queue
                    StatefulSet/redis        | /spec/template/spec/priorityClassName                     | "high"              | needs PriorityClass high
                    StatefulSet/redis        | /spec/template/spec/containers/0/volumeMounts/0/name      | "disk"              | mounts no volume
                    Service/redis            | /spec/selector/app.kubernetes.io~1name                    | "queue"             | has [] behind it
                    Service/redis            | /spec/ports/0/targetPort                                  | "http"              | has no port http
                    ServiceMonitor/tenant-router | /spec/endpoints/0/port                                | "metrics"           | watches no Service with port metrics
                    ClusterRoleBinding/spillway-controller | /roleRef/name                               | "controller"        | binds no ClusterRole
                    ClusterRoleBinding/spillway-controller | /subjects/0/namespace                       | "spillway"          | binds nobody
                    ScaledObject/batch-worker | /spec/scaleTargetRef/name                                | "ingestion"         | has no target
                    """)
    void aRuleRefuses(String object, String pointer, String value, String complaint) {
        List<String> broken = Rules.brokenIn(changed(object, pointer, value));
        assertThat(broken).anySatisfy(line -> assertThat(line).contains(complaint));
    }

    /** All components together, with one value set, or removed where there is none to set. */
    private static Tree changed(String object, String pointer, String value) {
        Tree tree = RenderedTrees.tree("all");
        Manifest manifest =
                tree.manifests().stream()
                        .filter(one -> (one.kind() + "/" + one.name()).equals(object))
                        .findFirst()
                        .orElseThrow();
        JsonPointer place = JsonPointer.compile(pointer);
        JsonNode parent = manifest.json().at(place.head());
        JsonNode set = value == null ? null : JsonMapper.shared().readTree(value);
        String field = place.last().getMatchingProperty();
        switch (parent) {
            case ObjectNode fields when set == null -> assertThat(fields.remove(field)).isNotNull();
            case ObjectNode fields -> fields.set(field, set);
            case ArrayNode items -> items.set(place.last().getMatchingIndex(), set);
            default -> throw new IllegalArgumentException(pointer);
        }
        return tree;
    }
}

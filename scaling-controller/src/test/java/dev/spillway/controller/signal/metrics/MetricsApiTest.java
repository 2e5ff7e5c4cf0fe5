package dev.spillway.controller.signal.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.controller.signal.Passes;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

final class MetricsApiTest {

    private static final String ALL = "/apis/external.metrics.k8s.io/v1beta1/namespaces/";

    private final Passes passes = new Passes();
    private final MetricsApi api =
            new MetricsApi(passes.signals(), "spillway-system", pool -> "spillway-" + pool);

    private Document get(String path, String selector) {
        return api.answer(
                "GET",
                path,
                Optional.of(
                        "timeout=1s&labelSelector="
                                + URLEncoder.encode(selector, StandardCharsets.UTF_8)));
    }

    private void twoPools() {
        passes.made(Passes.pool("media", 1, 7, 90, 48), Passes.pool("shared", 1, 3, 5, 2));
    }

    @Test
    void aPoolsNamespaceSeesItsTenantsQueues() {
        twoPools();
        Document answer =
                get(ALL + "spillway-media/tenant_queue_depth", "tenant in (media-a,other)");

        assertThat(answer.code()).isEqualTo(200);
        assertThat(answer.body())
                .hasToString(
                        """
                        {"kind":"ExternalMetricValueList","apiVersion":"external.metrics.k8s.io/v1beta1",\
                        "metadata":{},"items":[{"metricName":"tenant_queue_depth",\
                        "metricLabels":{"pool":"media","tenant":"media-a"},\
                        "timestamp":"2026-11-27T02:47:00Z","window":0,"value":"89"}]}""");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    spillway-media  | tenant_queue_depth      |                        | 89, 1
                    spillway-media  | tenant_queue_depth      | tenant=media-b         | 1
                    spillway-media  | tenant_queue_depth      | tenant!=media-b        | 89
                    spillway-media  | tenant_queue_depth      | tenant=shared-a        |
                    spillway-media  | pool_requests_in_flight |                        | 48
                    spillway-media  | pool_requests_in_flight | pool=media             | 48
                    spillway-media  | pool_requests_in_flight | pool=shared            |
                    spillway-media  | pool_desired_workers    |                        | 7
                    spillway-shared | pool_desired_workers    | pool                   | 3
                    spillway-system | pool_desired_workers    | pool in (media,shared) | 7, 3
                    spillway-system | tenant_queue_depth      | pool=shared            | 4, 1
                    """)
    void whoAsksSeesWhatIsTheirs(String namespace, String metric, String selector, String values) {
        twoPools();
        Document answer =
                get(ALL + namespace + "/" + metric, Optional.ofNullable(selector).orElse(""));

        assertThat(
                        answer.body()
                                .get("items")
                                .valueStream()
                                .map(item -> item.get("value").asString()))
                .containsExactlyElementsOf(
                        values == null ? List.of() : List.of(values.split(", ")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    default        | tenant_queue_depth |           | 403 | Forbidden  | namespace default sees no pool; a pool's own namespace and spillway-system do
                    spillway-media | queue              |           | 404 | NotFound   | metric is 'queue'; allowed are tenant_queue_depth, pool_requests_in_flight, pool_desired_workers
                    spillway-media | tenant_queue_depth | tenant in | 400 | BadRequest | labelSelector: unable to parse requirement: found '' expected: '('
                    """)
    void refusesInOneLine(
            String namespace,
            String metric,
            String selector,
            int code,
            String reason,
            String line) {
        twoPools();
        Document answer =
                get(ALL + namespace + "/" + metric, Optional.ofNullable(selector).orElse(""));

        assertThat(answer.code()).isEqualTo(code);
        assertThat(answer.body().get("kind").asString()).isEqualTo("Status");
        assertThat(answer.body().get("reason").asString()).isEqualTo(reason);
        assertThat(answer.body().get("message").asString()).isEqualTo(line);
    }

    @Test
    void whatIsNotKnownIsUnavailableAndNotZero() {
        assertThat(get(ALL + "spillway-media/tenant_queue_depth", "").code()).isEqualTo(503);

        passes.made(
                Passes.pool("media", 0, 0, 0, 0, Passes.NOW.minusSeconds(30), Optional.empty()),
                Passes.pool("shared", 1, 3, 5, 2));
        assertThat(
                        get(ALL + "spillway-media/tenant_queue_depth", "")
                                .body()
                                .get("message")
                                .asString())
                .isEqualTo("the queue of pool media does not answer");
        assertThat(get(ALL + "spillway-shared/tenant_queue_depth", "").code()).isEqualTo(200);
        assertThat(get(ALL + "spillway-system/tenant_queue_depth", "").code()).isEqualTo(503);
        assertThat(get(ALL + "spillway-system/tenant_queue_depth", "pool=shared").code())
                .isEqualTo(200);

        passes.later(Duration.ofSeconds(11));
        assertThat(get(ALL + "spillway-shared/tenant_queue_depth", "").code()).isEqualTo(503);
    }

    @Test
    void saysWhatItServesAlsoWhileItStandsBy() {
        assertThat(
                        get("/apis/external.metrics.k8s.io", "")
                                .body()
                                .at("/preferredVersion/version")
                                .asString())
                .isEqualTo("v1beta1");
        Document resources = get("/apis/external.metrics.k8s.io/v1beta1", "");
        assertThat(resources.body().get("kind").asString()).isEqualTo("APIResourceList");
        assertThat(resources.body().get("resources").valueStream())
                .hasSize(3)
                .allMatch(each -> each.get("namespaced").asBoolean())
                .allMatch(each -> each.get("verbs").toString().equals("[\"get\"]"));
    }

    @ParameterizedTest
    @CsvSource({
        "/",
        "/apis",
        "/openapi/v2",
        "/apis/custom.metrics.k8s.io/v1beta1",
        "/apis/external.metrics.k8s.io/v1",
        "/apis/external.metrics.k8s.io/v1beta1/namespaces/spillway-media",
        "/apis/external.metrics.k8s.io/v1beta1/nodes/spillway-media/tenant_queue_depth",
        "/apis/external.metrics.k8s.io/v1beta1/namespaces/a/tenant_queue_depth/status"
    })
    void servesNothingElse(String path) {
        twoPools();
        assertThat(get(path, "").code()).isEqualTo(404);
    }

    @Test
    void isOnlyRead() {
        twoPools();
        assertThat(
                        api.answer(
                                        "DELETE",
                                        ALL + "spillway-media/tenant_queue_depth",
                                        Optional.empty())
                                .code())
                .isEqualTo(405);
    }
}

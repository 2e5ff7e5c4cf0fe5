package dev.spillway.controller.kubernetes.rights;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CallTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    GET    | /api/v1/nodes                                                    | list nodes
                    GET    | /api/v1/pods?labelSelector=a%3Db&watch=true                      | watch pods
                    GET    | /api/v1/namespaces/a                                             | get namespaces a
                    PATCH  | /api/v1/namespaces/a?fieldManager=x                              | patch namespaces a
                    POST   | /api/v1/namespaces/default/events                                | create events in default
                    PUT    | /apis/apps/v1/namespaces/a/deployments/b/scale                   | update deployments/scale.apps b in a
                    DELETE | /apis/policy/v1/namespaces/a/poddisruptionbudgets                | deletecollection poddisruptionbudgets.policy in a
                    DELETE | /apis/policy/v1/namespaces/a/poddisruptionbudgets/b              | delete poddisruptionbudgets.policy b in a
                    PATCH  | /apis/spillway.dev/v1alpha1/tenants/t/status                     | patch tenants/status.spillway.dev t
                    """)
    void aRequestIsAVerbOnAResource(String method, String target, String call) {
        assertThat(Call.of(method, target).map(CallTest::words)).contains(call);
    }

    private static String words(Call call) {
        return new Right(
                        call.apiGroup(),
                        call.resource(),
                        call.verb(),
                        call.namespace(),
                        call.name())
                .toString();
    }

    @Test
    void whatIsNoResourceNeedsNoRight() {
        assertThat(Call.of("GET", "/version")).isEmpty();
        assertThat(Call.of("GET", "/apis")).isEmpty();
        assertThat(Call.of("GET", "/apis/spillway.dev/v1alpha1")).isEmpty();
    }

    @Test
    void aRightForOneNameOrNamespaceHoldsForNoOther() {
        Right right = new Right("coordination.k8s.io", "leases", "patch", "system", "lead");
        Call call =
                Call.of("PATCH", "/apis/coordination.k8s.io/v1/namespaces/system/leases/lead")
                        .orElseThrow();

        assertThat(right.covers(call)).isTrue();
        assertThat(right.covers(call.with("get"))).isFalse();
        assertThat(right.covers(new Call(call.apiGroup(), "leases", "patch", "other", "lead")))
                .isFalse();
        assertThat(right.covers(new Call(call.apiGroup(), "leases", "patch", "system", "else")))
                .isFalse();
    }
}

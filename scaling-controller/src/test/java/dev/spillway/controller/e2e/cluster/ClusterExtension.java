package dev.spillway.controller.e2e.cluster;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;

import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Sets the cluster up for the first scenario, and takes down what is left after the last. */
final class ClusterExtension implements ExecutionCondition, ParameterResolver {

    private static final Namespace NAMESPACE = Namespace.create(ClusterExtension.class);

    /** The cluster, or what is missing for one. */
    private record Setup(Optional<ClusterUnderTest> cluster, String needs)
            implements AutoCloseable {

        @Override
        public void close() {
            cluster.ifPresent(
                    there -> {
                        new Leftovers(there.client()).remove();
                        there.close();
                    });
        }
    }

    private static Setup setup(ExtensionContext context) {
        return context.getRoot()
                .getStore(NAMESPACE)
                .computeIfAbsent(Setup.class, _ -> create(), Setup.class);
    }

    private static Setup create() {
        return switch (Kubernetes.find()) {
            case Kubernetes.Missing(String needs) -> new Setup(Optional.empty(), needs);
            case Kubernetes.Found(var config, boolean hasImages) -> {
                boolean inside = Variables.isInside(hasImages);
                KubernetesClient client = new KubernetesClientBuilder().withConfig(config).build();
                System.out.printf(
                        "end to end against Kubernetes %s at %s, the controller %s%n",
                        client.getKubernetesVersion().getGitVersion(),
                        client.getMasterUrl(),
                        inside ? "inside" : "outside");
                yield setup(start(client, inside), inside);
            }
        };
    }

    /** Inside a cluster that only says that its pods are ready nothing can be seen. */
    private static Setup setup(ClusterUnderTest cluster, boolean inside) {
        Optional<String> missing =
                inside ? cluster.lacks(ClusterUnderTest.Need.RUNNING_CONTAINERS) : Optional.empty();
        missing.ifPresent(_ -> cluster.close());
        return new Setup(
                missing.isPresent() ? Optional.empty() : Optional.of(cluster), missing.orElse(""));
    }

    private static ClusterUnderTest start(KubernetesClient client, boolean inside) {
        String namespace = Variables.SPILLWAY_E2E_NAMESPACE.or("spillway-system");
        try {
            Path folder = Files.createDirectories(Path.of("target/e2e"));
            new Leftovers(client).forget();
            return inside
                    ? new InsideCluster(client, namespace, folder)
                    : new OutsideCluster(client, namespace, folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        if (context.getTestMethod().isEmpty()) {
            return ConditionEvaluationResult.enabled("each scenario is asked for itself");
        }
        Setup setup = setup(context);
        Optional<String> missing =
                setup.cluster().isEmpty()
                        ? Optional.of(setup.needs())
                        : needs(context)
                                .flatMap(need -> setup.cluster().get().lacks(need).stream())
                                .findFirst();
        return missing.map(
                        what -> {
                            System.out.printf("SKIPPED %s: needs %s%n", name(context), what);
                            return ConditionEvaluationResult.disabled("needs " + what);
                        })
                .orElseGet(() -> ConditionEvaluationResult.enabled("nothing is missing"));
    }

    private static Stream<ClusterUnderTest.Need> needs(ExtensionContext context) {
        Needs needs = context.getRequiredTestMethod().getAnnotation(Needs.class);
        return needs == null ? Stream.of() : Arrays.stream(needs.value());
    }

    private static String name(ExtensionContext context) {
        return String.join(
                ".",
                List.of(
                        context.getRequiredTestClass().getSimpleName(),
                        context.getRequiredTestMethod().getName()));
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == ClusterUnderTest.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return setup(context).cluster().orElseThrow();
    }
}

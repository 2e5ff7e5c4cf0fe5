package dev.spillway.controller.e2e.cluster;

import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** A kubeconfig with no rights but those that the manifests give to the controller. */
final class AccountConfig {

    private static final String ACCOUNT = "scaling-controller";
    private static final long TOKEN_SECONDS = 7_200;

    private AccountConfig() {}

    static Path write(KubernetesClient client, String namespace, Path folder) {
        String token =
                client.serviceAccounts()
                        .inNamespace(namespace)
                        .withName(ACCOUNT)
                        .tokenRequest(
                                new TokenRequestBuilder()
                                        .withNewSpec()
                                        .withExpirationSeconds(TOKEN_SECONDS)
                                        .endSpec()
                                        .build())
                        .getStatus()
                        .getToken();
        Config admin = client.getConfiguration();
        String kubeconfig =
                """
                apiVersion: v1
                kind: Config
                clusters: [{name: it, cluster: {server: "%s", %s}}]
                users: [{name: %s, user: {token: "%s"}}]
                contexts: [{name: it, context: {cluster: it, user: %s, namespace: %s}}]
                current-context: it
                """
                        .formatted(
                                admin.getMasterUrl(),
                                authority(admin),
                                ACCOUNT,
                                token,
                                ACCOUNT,
                                namespace);
        Path file = folder.resolve("kubeconfig");
        try {
            Files.deleteIfExists(file);
            Files.createFile(
                    file,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rw-------")));
            return Files.writeString(file, kubeconfig);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String authority(Config admin) {
        if (admin.getCaCertData() != null) {
            return "certificate-authority-data: " + admin.getCaCertData();
        }
        return admin.getCaCertFile() != null
                ? "certificate-authority: \"%s\"".formatted(admin.getCaCertFile())
                : "insecure-skip-tls-verify: true";
    }
}

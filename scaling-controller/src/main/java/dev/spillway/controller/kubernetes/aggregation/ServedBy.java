package dev.spillway.controller.kubernetes.aggregation;

/**
 * Where the API server finds who answers.
 *
 * @param namespace of the Service
 * @param service its name
 * @param port of the Service
 * @param certificate that vouches for the answer, as text
 */
public record ServedBy(String namespace, String service, int port, String certificate) {

    /** The name that the API server expects in the certificate. */
    public static String host(String namespace, String service) {
        return "%s.%s.svc".formatted(service, namespace);
    }
}

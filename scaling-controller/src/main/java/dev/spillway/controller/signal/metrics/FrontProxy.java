package dev.spillway.controller.signal.metrics;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How a cluster's API server shows that it is one when it hands a request on: by a certificate. It
 * has asked who the user is and what they may do before.
 *
 * @param authorities one of which has signed the certificate
 * @param names of which the certificate has one; any where there are none
 */
public record FrontProxy(List<X509Certificate> authorities, Set<String> names) {

    private static final String AUTHORITIES = "requestheader-client-ca-file";
    private static final String NAMES = "requestheader-allowed-names";

    public FrontProxy {
        authorities = List.copyOf(authorities);
        names = Set.copyOf(names);
    }

    /**
     * Reads what the API server tells in ConfigMap extension-apiserver-authentication.
     *
     * @throws IllegalArgumentException of one line
     */
    public static FrontProxy read(Map<String, String> config) {
        String authorities = config.getOrDefault(AUTHORITIES, "");
        if (authorities.isBlank()) {
            throw new IllegalArgumentException(
                    AUTHORITIES
                            + " is empty; the API server has no certificate to hand requests on with");
        }
        return new FrontProxy(certificates(authorities), names(config.getOrDefault(NAMES, "[]")));
    }

    private static List<X509Certificate> certificates(String pem) {
        try {
            return CertificateFactory.getInstance("X.509")
                    .generateCertificates(
                            new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)))
                    .stream()
                    .map(X509Certificate.class::cast)
                    .toList();
        } catch (CertificateException e) {
            throw new IllegalArgumentException(AUTHORITIES + " holds no certificates", e);
        }
    }

    private static Set<String> names(String json) {
        try {
            return JsonMapper.shared()
                    .readTree(json)
                    .valueStream()
                    .map(JsonNode::asString)
                    .collect(Collectors.toSet());
        } catch (JacksonException e) {
            throw new IllegalArgumentException(NAMES + " is not a list of texts", e);
        }
    }
}

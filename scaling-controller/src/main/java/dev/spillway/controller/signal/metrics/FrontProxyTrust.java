package dev.spillway.controller.signal.metrics;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Optional;
import java.util.stream.Stream;

import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/**
 * Lets in whoever shows the front proxy's certificate, and nobody while it is not known how that
 * looks. The API server may change it at any time.
 */
public final class FrontProxyTrust implements X509TrustManager {

    private record Known(FrontProxy proxy, X509TrustManager authorities) {}

    private volatile Optional<Known> known = Optional.empty();

    /** From now on this is how it looks. */
    public void trust(FrontProxy proxy) {
        if (known.filter(now -> now.proxy().equals(proxy)).isEmpty()) {
            known = Optional.of(new Known(proxy, authorities(proxy)));
        }
    }

    private static X509TrustManager authorities(FrontProxy proxy) {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            for (X509Certificate authority : proxy.authorities()) {
                store.setCertificateEntry("authority-" + store.size(), authority);
            }
            TrustManagerFactory factory =
                    TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(store);
            return (X509TrustManager) factory.getTrustManagers()[0];
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("certificates cannot be trusted", e);
        }
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType)
            throws CertificateException {
        Known now =
                known.orElseThrow(
                        () -> new CertificateException("the front proxy is not known yet"));
        now.authorities().checkClientTrusted(chain, authType);
        String name = commonName(chain[0]);
        if (!now.proxy().names().isEmpty() && !now.proxy().names().contains(name)) {
            throw new CertificateException("%s is not the front proxy".formatted(name));
        }
    }

    private static String commonName(X509Certificate certificate) throws CertificateException {
        try {
            return new LdapName(certificate.getSubjectX500Principal().getName())
                    .getRdns().stream()
                            .filter(part -> part.getType().equalsIgnoreCase("CN"))
                            .map(part -> String.valueOf(part.getValue()))
                            .findFirst()
                            .orElse("");
        } catch (InvalidNameException e) {
            throw new CertificateException("the subject cannot be read", e);
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType)
            throws CertificateException {
        throw new CertificateException("no server is asked here");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return known.stream()
                .flatMap(now -> Stream.of(now.authorities().getAcceptedIssuers()))
                .toArray(X509Certificate[]::new);
    }
}

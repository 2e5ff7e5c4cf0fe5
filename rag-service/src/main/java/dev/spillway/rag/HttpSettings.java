package dev.spillway.rag;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Where the worker's health and metrics are served.
 *
 * @param address the local address; loopback by default, because the pages are for its keepers
 * @param port the port, 0 for any
 */
@ConfigurationProperties("rag.http")
record HttpSettings(String address, int port) {

    HttpSettings {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException(
                    "port is %d; allowed are 0 to 65535".formatted(port));
        }
    }
}

package dev.spillway.loadtest.benchmark;

import dev.spillway.loadtest.platform.ChildProcess;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A bare proxy to the backend: what a front door costs that only passes requests on. */
final class Nginx implements AutoCloseable {

    private static final Duration GRACE = Duration.ofSeconds(5);

    private final ChildProcess process;

    private Nginx(ChildProcess process) {
        this.process = process;
    }

    static Optional<Path> installed() {
        Stream<String> path = Arrays.stream(System.getenv("PATH").split(":", -1));
        return Stream.concat(path, Stream.of("/usr/sbin", "/usr/local/sbin"))
                .map(folder -> Path.of(folder, "nginx"))
                .filter(Files::isExecutable)
                .findFirst();
    }

    static Nginx start(Path nginx, Path folder, int port, int backendPort) throws IOException {
        Files.createDirectories(folder);
        Path configuration = folder.resolve("nginx.conf");
        Files.writeString(
                configuration,
                """
                daemon off;
                worker_processes 1;
                pid %1$s/nginx.pid;
                error_log %1$s/nginx-error.log warn;
                events { worker_connections 4096; }
                http {
                    access_log off;
                    client_body_temp_path %1$s/body;
                    proxy_temp_path %1$s/proxy;
                    fastcgi_temp_path %1$s/fastcgi;
                    uwsgi_temp_path %1$s/uwsgi;
                    scgi_temp_path %1$s/scgi;
                    keepalive_requests 1000000;
                    upstream work { server 127.0.0.1:%3$d; keepalive 256; }
                    server {
                        listen 127.0.0.1:%2$d;
                        location / {
                            proxy_pass http://work;
                            proxy_http_version 1.1;
                            proxy_set_header Connection "";
                        }
                    }
                }
                """
                        .formatted(folder, port, backendPort));
        return new Nginx(
                ChildProcess.start(
                        "nginx",
                        List.of(
                                nginx.toString(),
                                "-e",
                                folder.resolve("nginx-error.log").toString(),
                                "-c",
                                configuration.toString()),
                        Map.of(),
                        folder));
    }

    @Override
    public void close() {
        process.stop(GRACE);
    }
}

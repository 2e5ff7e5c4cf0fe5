package dev.spillway.controller.process;

import com.sun.net.httpserver.HttpServer;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** As much of a worker as its actuator sees: a process that becomes ready and drains. */
public final class TinyWorker {

    private TinyWorker() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        Map<String, String> environment = System.getenv();
        if (environment.containsKey("TINY_WORKER_FAILS")) {
            System.out.println("this worker cannot start");
            Runtime.getRuntime().halt(3);
        }
        int port = Integer.parseInt(environment.getOrDefault("SERVER_PORT", "0"));
        HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.createContext(
                "/readyz",
                exchange -> {
                    exchange.sendResponseHeaders(200, -1);
                    exchange.close();
                });
        server.start();
        System.out.println(
                environment.get("SPILLWAY_WORKER_ID")
                        + " serves "
                        + environment.get("SPILLWAY_POOL")
                        + " with "
                        + environment.get("PREDICT_MAX_CONCURRENCY")
                        + " slots and colour "
                        + environment.get("COLOUR"));
        if (environment.containsKey("TINY_WORKER_IGNORES_TERM")) {
            Runtime.getRuntime().addShutdownHook(new Thread(TinyWorker::waitForever));
        }
        waitForever();
    }

    private static void waitForever() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

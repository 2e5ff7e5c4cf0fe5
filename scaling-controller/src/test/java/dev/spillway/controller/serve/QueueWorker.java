package dev.spillway.controller.serve;

import com.sun.net.httpserver.HttpServer;

import dev.spillway.fairqueue.Domain;
import dev.spillway.fairqueue.FairQueue;
import dev.spillway.fairqueue.redis.RedisQueues;
import dev.spillway.fairqueue.work.Claim;
import dev.spillway.fairqueue.work.ClaimRequest;
import dev.spillway.fairqueue.work.Completion;
import dev.spillway.fairqueue.work.WorkerId;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/** A worker that answers one request after the other, each in a tenth of a second. */
public final class QueueWorker {

    private static final Duration SERVICE = Duration.ofMillis(100);

    private QueueWorker() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        HttpServer server =
                HttpServer.create(
                        new InetSocketAddress(
                                InetAddress.getLoopbackAddress(),
                                Integer.parseInt(variable("SERVER_PORT"))),
                        0);
        server.createContext(
                "/readyz",
                exchange -> {
                    exchange.sendResponseHeaders(200, -1);
                    exchange.close();
                });
        server.start();
        AtomicBoolean stopping = new AtomicBoolean();
        Thread main = Thread.currentThread();
        Runtime.getRuntime()
                .addShutdownHook(
                        new Thread(
                                () -> {
                                    stopping.set(true);
                                    join(main);
                                }));
        serve(stopping);
        server.stop(0);
    }

    private static void serve(AtomicBoolean stopping) {
        WorkerId id = new WorkerId(variable("SPILLWAY_WORKER_ID"));
        try (RedisQueues redis =
                RedisQueues.connect(
                        variable("REDIS_HOST"), Integer.parseInt(variable("REDIS_PORT")))) {
            FairQueue queue = redis.queue(new Domain(variable("SPILLWAY_POOL")));
            while (!stopping.get()) {
                for (Claim claim :
                        queue.claim(new ClaimRequest(id, 16, 1, Duration.ofSeconds(10)))) {
                    LockSupport.parkNanos(SERVICE.toNanos());
                    queue.complete(
                            new Completion(
                                    claim.lease(), Completion.Result.ANSWERED, "{}", SERVICE));
                }
                queue.awaitWork(Duration.ofMillis(200));
            }
            queue.leave(id);
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join(Duration.ofSeconds(10));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String variable(String name) {
        String value = System.getenv(name);
        if (value == null) {
            throw new IllegalStateException(name + " is missing");
        }
        return value;
    }
}

package dev.spillway.controller.cli;

import dev.spillway.controller.pause.Order;
import dev.spillway.controller.status.Status;
import dev.spillway.fairqueue.TenantId;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.util.OptionalInt;

/** What all commands have in common that order something about a pool. */
final class Ordering {

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    @Parameters(
            paramLabel = "POOL",
            description = "A pool's name, or a tenant's whose pool is meant.")
    private String name = "";

    @Option(
            names = "--by",
            paramLabel = "NAME",
            defaultValue = "${sys:user.name}",
            description = "Who orders it, for the record; ${DEFAULT-VALUE} if not given.")
    private String by = "";

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why, for the record.")
    private String reason = "";

    @Option(
            names = "--url",
            paramLabel = "URL",
            description = "Where the controller listens; ${DEFAULT-VALUE} if not given.")
    private String url = ControllerClient.DEFAULT_URL;

    /** Gives an order, and returns the pool after it. */
    Status.PoolStatus give(Order.Kind kind, OptionalInt replicas, boolean force)
            throws IOException, InterruptedException {
        Order order;
        try {
            new TenantId(name);
            order = new Order(kind, replicas, force, by, reason);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
        try (ControllerClient controller = ControllerClient.at(url, spec)) {
            ControllerClient.Answer answer =
                    controller.post("/api/v1/pools/%s/orders".formatted(name), body(order));
            if (answer.status() != 200) {
                throw new IOException(answer.problem());
            }
            return pool(answer);
        }
    }

    private static String body(Order order) {
        ObjectNode body = JsonMapper.shared().createObjectNode();
        body.put("kind", order.kind().word());
        order.replicas().ifPresent(replicas -> body.put("replicas", replicas));
        if (order.force()) {
            body.put("force", true);
        }
        return body.put("by", order.by()).put("reason", order.reason()).toString();
    }

    private static Status.PoolStatus pool(ControllerClient.Answer answer) throws IOException {
        try {
            return JsonMapper.shared().readValue(answer.body(), Status.PoolStatus.class);
        } catch (JacksonException e) {
            throw new IOException("%s is not a controller of Spillway".formatted(answer.uri()), e);
        }
    }

    int say(String line) {
        spec.commandLine().getOut().println(line);
        spec.commandLine().getOut().flush();
        return spec.exitCodeOnSuccess();
    }
}

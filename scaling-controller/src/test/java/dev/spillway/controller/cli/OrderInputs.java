package dev.spillway.controller.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Wrong orders, and what each gets from a controller with pools shared (2 to 4 workers, media is
 * its tenant) and solo (1 to 2). {@code ControllerIT} sends each to one, {@code BadInputsTest}
 * writes them down.
 */
public final class OrderInputs {

    private OrderInputs() {}

    /**
     * A command that is refused.
     *
     * @param before what must be ordered first; nothing if empty
     */
    public record Command(String title, String before, String arguments, String line) {}

    /** A body that is refused. */
    public record Body(String title, String body, int status, String detail) {}

    public static final List<Command> COMMANDS =
            List.of(
                    new Command(
                            "order about an unknown pool",
                            "",
                            "pause shard",
                            "spillway pause: there is no tenant and no pool of the name 'shard'"),
                    new Command(
                            "number above the pool's maximum",
                            "",
                            "scale media --replicas 5",
                            "spillway scale: replicas is 5; pool shared allows 2 to 4, and with force 0 to 1000"),
                    new Command(
                            "number below the pool's minimum",
                            "",
                            "pause shared --replicas 0",
                            "spillway pause: replicas is 0; pool shared allows 2 to 4, and with force 0 to 1000"),
                    new Command(
                            "end of a pause that is none",
                            "",
                            "resume solo",
                            "spillway resume: pool solo is not paused"),
                    new Command(
                            "pause of a paused pool",
                            "pause shared --by amy",
                            "pause media --replicas 3",
                            "spillway pause: pool shared is paused at 2 already, by amy; scale changes the number, resume ends it"),
                    new Command(
                            "emergency at the maximum",
                            "scale shared --replicas 4 --by amy",
                            "emergency shared",
                            "spillway emergency: pool shared is paused at 4 already, and its maximum is 4; scale with force goes beyond"));

    public static final List<Body> BODIES =
            List.of(
                    new Body(
                            "not JSON",
                            "pause!",
                            400,
                            "the body is not a JSON object; needed is one such as {\"kind\": \"pause\", \"by\": \"amy\"}"),
                    new Body(
                            "no object",
                            "[\"pause\"]",
                            400,
                            "the body is not a JSON object; needed is one such as {\"kind\": \"pause\", \"by\": \"amy\"}"),
                    new Body(
                            "misspelt field",
                            "{\"kind\": \"pause\", \"bye\": \"amy\"}",
                            400,
                            "'bye' is not a field; allowed are kind, replicas, force, by, reason"),
                    new Body(
                            "unknown kind",
                            "{\"kind\": \"stop\", \"by\": \"amy\"}",
                            400,
                            "kind is 'stop'; allowed are pause, scale, emergency, resume"),
                    new Body(
                            "kind that is no text",
                            "{\"kind\": 1, \"by\": \"amy\"}",
                            400,
                            "kind is not a text"),
                    new Body(
                            "nobody's order",
                            "{\"kind\": \"pause\"}",
                            400,
                            "by has 0 characters; allowed are 1 to 64"),
                    new Body(
                            "name of two lines",
                            "{\"kind\": \"pause\", \"by\": \"amy\\nbob\"}",
                            400,
                            "by has a control character or a line break; allowed is one line of text"),
                    new Body(
                            "number of no sense",
                            "{\"kind\": \"scale\", \"replicas\": 2.5, \"by\": \"amy\"}",
                            400,
                            "replicas is '2.5'; allowed are whole numbers from 0 to 1000"),
                    new Body(
                            "negative number",
                            "{\"kind\": \"scale\", \"replicas\": -1, \"by\": \"amy\"}",
                            400,
                            "replicas is -1; allowed are whole numbers from 0 to 1000"),
                    new Body(
                            "no number",
                            "{\"kind\": \"scale\", \"by\": \"amy\"}",
                            400,
                            "replicas is missing; scale needs it"),
                    new Body(
                            "number of no use",
                            "{\"kind\": \"resume\", \"replicas\": 2, \"by\": \"amy\"}",
                            400,
                            "replicas is of no use with resume"),
                    new Body(
                            "force that is neither true nor false",
                            "{\"kind\": \"scale\", \"replicas\": 9, \"force\": \"yes\", \"by\": \"amy\"}",
                            400,
                            "force is not a truth value; allowed are true, false"));

    /** A command's end. */
    public record Outcome(int exitCode, List<String> out, List<String> err) {}

    /** Runs a command, its arguments as one text, against the controller at an address. */
    public static Outcome run(String arguments, String url) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        List<String> words = new ArrayList<>(List.of(arguments.split(" ")));
        words.addAll(List.of("--url", url));
        int exitCode =
                Spillway.commandLine(Map.of())
                        .setOut(new PrintWriter(out, true))
                        .setErr(new PrintWriter(err, true))
                        .execute(words.toArray(String[]::new));
        return new Outcome(
                exitCode, out.toString().lines().toList(), err.toString().lines().toList());
    }
}

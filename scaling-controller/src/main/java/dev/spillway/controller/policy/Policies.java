package dev.spillway.controller.policy;

import dev.spillway.controller.recommend.FixedPolicy;
import dev.spillway.controller.recommend.Policy;
import dev.spillway.controller.recommend.QueueDepthPolicy;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Every policy by its name, and by the version that decisions record. */
public final class Policies {

    /** What runs where nothing else is said. */
    public static final String DEFAULT = "queue-depth";

    private static final Pattern FIXED = Pattern.compile("fixed=([0-9]{1,4})");
    private static final Pattern FIXED_VERSION = Pattern.compile("fixed/1 replicas=([0-9]{1,10})");

    private Policies() {}

    /** The names that {@link #named} knows; N stands for a number. */
    public static List<String> names() {
        return List.of("fixed=N", "queue-depth");
    }

    public static Policy<?> named(String name) {
        return find(name)
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "policy is '%s'; allowed are %s"
                                                .formatted(name, String.join(", ", names()))));
    }

    public static Optional<Policy<?>> find(String name) {
        Matcher fixed = FIXED.matcher(name);
        if (fixed.matches()) {
            return Optional.of(new FixedPolicy(Integer.parseInt(fixed.group(1))));
        }
        return name.equals("queue-depth") ? Optional.of(new QueueDepthPolicy()) : Optional.empty();
    }

    /** The policy that made a recorded decision, if this program still has it. */
    public static Optional<Policy<?>> ofVersion(String version) {
        Matcher fixed = FIXED_VERSION.matcher(version);
        if (fixed.matches()) {
            return find("fixed=" + fixed.group(1));
        }
        return names().stream()
                .flatMap(name -> find(name).stream())
                .filter(policy -> policy.version().equals(version))
                .findFirst();
    }
}

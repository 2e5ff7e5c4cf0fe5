package dev.spillway.controller.policy;

import dev.spillway.controller.recommend.Advice;
import dev.spillway.controller.recommend.FixedPolicy;
import dev.spillway.controller.recommend.Goal;
import dev.spillway.controller.recommend.Observation;
import dev.spillway.controller.recommend.Policy;
import dev.spillway.controller.recommend.QueueDepthPolicy;
import dev.spillway.controller.recommend.baseline.Forecast;
import dev.spillway.controller.recommend.baseline.LatencyPolicy;
import dev.spillway.controller.recommend.baseline.LatencyRule;
import dev.spillway.controller.recommend.baseline.MarkPolicy;
import dev.spillway.controller.recommend.baseline.MarkRule;
import dev.spillway.controller.recommend.deadline.DeadlinePolicy;
import dev.spillway.controller.recommend.deadline.DeadlineSettings;
import dev.spillway.controller.recommend.trigger.TriggerPolicy;
import dev.spillway.controller.recommend.trigger.TriggerTable;
import dev.spillway.controller.recommend.trigger.TriggerTables;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Every policy by the words that documents, settings and commands use: a name, and parameters where
 * it has some, as in {@code fixed:replicas=3}.
 */
public final class Policies {

    /** What runs where nothing else is said. */
    public static final String DEFAULT = "deadline";

    private static final Duration LATENCY_TARGET = Duration.ofMillis(720);
    private static final Pattern WORDED = Pattern.compile(".* \\[(.*)]");

    private static final Map<String, PolicyFactory> BY_NAME = byName();

    /** Facts of no pool in particular, enough to try a policy's words. */
    private static final PoolFacts ANY_POOL =
            new PoolFacts("any", new Goal(10, 16, 0, 100, Duration.ofSeconds(10)), () -> 1);

    private Policies() {}

    private static Map<String, PolicyFactory> byName() {
        Map<String, PolicyFactory> all = new TreeMap<>();
        all.put("aiad", (with, _) -> LatencyPolicy.aiad(LatencyRule.of(target(with))));
        all.put("cpu", KubernetesPolicies::cpu);
        all.put("deadline", Policies::deadline);
        all.put("fixed", Policies::fixed);
        all.put("hpa", KubernetesPolicies::hpa);
        all.put("keda", KubernetesPolicies::keda);
        all.put("kpa", KubernetesPolicies::kpa);
        all.put("mark", Policies::mark);
        all.put("oneshot", (with, _) -> LatencyPolicy.oneshot(LatencyRule.of(target(with))));
        all.put("queue-depth", (_, _) -> new QueueDepthPolicy());
        all.put("trigger", Policies::trigger);
        return all;
    }

    /** The names, in order. */
    public static List<String> names() {
        return List.copyOf(BY_NAME.keySet());
    }

    /** What is wrong with a policy's words, if something is: {@code is 'x'; allowed are …}. */
    public static Optional<String> problem(String words) {
        try {
            named(words);
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of(String.valueOf(e.getMessage()).substring("policy ".length()));
        }
    }

    /**
     * Makes a policy by its words, for any pool.
     *
     * @throws IllegalArgumentException of one line, where name or a parameter is wrong
     */
    public static Policy<?> named(String words) {
        return make(words, ANY_POOL);
    }

    /**
     * Makes a policy by its words. Its version ends with those that are more than a name, so that
     * {@link #ofVersion} finds it again.
     *
     * @throws IllegalArgumentException of one line, where name or a parameter is wrong
     */
    public static Policy<?> make(String words, PoolFacts pool) {
        Policy<?> policy = plain(words, pool);
        return BY_NAME.containsKey(words) ? policy : new Worded<>(words, policy);
    }

    private static Policy<?> plain(String words, PoolFacts pool) {
        String[] parts = words.split(":", -1);
        PolicyFactory factory = BY_NAME.get(parts[0]);
        if (factory == null) {
            throw new IllegalArgumentException(
                    "policy is '%s'; allowed are %s".formatted(words, String.join(", ", names())));
        }
        Map<String, String> written = new LinkedHashMap<>();
        for (String parameter : List.of(parts).subList(1, parts.length)) {
            String[] pair = parameter.split("=", 2);
            written.put(pair[0], pair.length == 2 ? pair[1] : "");
        }
        try {
            Parameters parameters = new Parameters(written);
            Policy<?> policy = factory.make(parameters, pool);
            parameters.finish();
            return policy;
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "policy is '%s'; of %s, %s".formatted(words, parts[0], e.getMessage()), e);
        }
    }

    /** The policy that made a recorded decision, if this program still has it just so. */
    public static Optional<Policy<?>> ofVersion(String version) {
        Matcher worded = WORDED.matcher(version);
        List<String> candidates = worded.matches() ? List.of(worded.group(1)) : names();
        return candidates.stream()
                .filter(words -> problem(words).isEmpty())
                .<Policy<?>>map(Policies::named)
                .filter(policy -> policy.version().equals(version))
                .findFirst();
    }

    /** A policy that remembers by which words it was asked for. */
    private record Worded<S>(String words, Policy<S> policy) implements Policy<S> {

        @Override
        public String version() {
            return "%s [%s]".formatted(policy.version(), words);
        }

        @Override
        public Class<S> stateType() {
            return policy.stateType();
        }

        @Override
        public S initialState() {
            return policy.initialState();
        }

        @Override
        public Advice<S> recommend(S state, Observation seen, Instant now) {
            return policy.recommend(state, seen, now);
        }

        @Override
        public boolean pacesItself() {
            return policy.pacesItself();
        }
    }

    private static Policy<?> fixed(Parameters with, PoolFacts pool) {
        boolean isPeak = with.text("replicas", "peak").equals("peak");
        return new FixedPolicy(
                isPeak ? pool.peakReplicas().getAsInt() : with.integer("replicas", 0, 10_000, 0));
    }

    private static Policy<?> deadline(Parameters with, PoolFacts pool) {
        DeadlineSettings preset = DeadlineSettings.DEFAULT;
        return new DeadlinePolicy(
                new DeadlineSettings(
                        with.number("targetMiss", 0.0001, 0.5, preset.targetMiss()),
                        with.duration("calm", preset.calm()),
                        with.number("margin", 0, 10, preset.margin()),
                        with.oneOf("forecast", Set.of("on", "off"), "on").equals("on")));
    }

    private static Policy<?> mark(Parameters with, PoolFacts pool) {
        return new MarkPolicy(MarkRule.of(target(with)), new Forecast.RecentPeak());
    }

    private static Policy<?> trigger(Parameters with, PoolFacts pool) {
        Map<String, TriggerTable> tables =
                TriggerTables.ALL.stream()
                        .collect(Collectors.toMap(TriggerTable::name, Function.identity()));
        Set<String> names = new TreeSet<>(tables.keySet());
        names.add("inference");
        String name = with.oneOf("table", names, TriggerTables.RUNBOOK.name());
        return new TriggerPolicy(
                tables.containsKey(name)
                        ? tables.get(name)
                        : TriggerTables.inference(with.number("target", 0.001, 1_000_000, 100)));
    }

    private static Duration target(Parameters with) {
        return with.duration("target", LATENCY_TARGET);
    }
}

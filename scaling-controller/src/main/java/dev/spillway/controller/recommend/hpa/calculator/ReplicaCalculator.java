package dev.spillway.controller.recommend.hpa.calculator;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * The replica calculator of Kubernetes' HPA v2: from one metric's reading to a number of replicas,
 * before any bound.
 *
 * <p>Everything is reckoned in whole thousandths, with the original's truncations; only the ratio
 * of usage to target is a floating-point number.
 */
public final class ReplicaCalculator {

    private final Tuning tuning;
    private final Gates gates;
    private final Set<Fix> fixes;

    public ReplicaCalculator(Tuning tuning, Gates gates, Set<Fix> fixes) {
        this.tuning = tuning;
        this.gates = gates;
        this.fixes = Set.copyOf(fixes);
    }

    /** With Kubernetes' defaults, and its quirks. */
    public ReplicaCalculator() {
        this(Tuning.DEFAULT, Gates.DEFAULT, Set.of());
    }

    /**
     * Utilisation of a resource: usage as a percentage of the requests.
     *
     * @param container empty for all of each pod
     * @param targetPercent wanted
     */
    public Calculation resourceUtilization(
            String resource,
            Optional<String> container,
            int targetPercent,
            MetricReading reading,
            Situation situation) {
        return switch (reading) {
            case MetricReading.Failed(String message) -> noResource(resource, message);
            case MetricReading.OfPods ofPods ->
                    new PerPod(
                                    ofPods,
                                    resource,
                                    situation,
                                    tuning,
                                    new Requests(resource, container, gates))
                            .towards(targetPercent);
            case MetricReading.OfObject _, MetricReading.OfSeries _ ->
                    throw unfit(reading, "a resource metric");
        };
    }

    /**
     * Average usage of a resource per pod.
     *
     * @param targetMilli wanted, in thousandths
     */
    public Calculation resourceUsage(
            String resource, long targetMilli, MetricReading reading, Situation situation) {
        return switch (reading) {
            case MetricReading.Failed(String message) -> noResource(resource, message);
            case MetricReading.OfPods ofPods ->
                    new PerPod(ofPods, resource, situation, tuning).towards(targetMilli);
            case MetricReading.OfObject _, MetricReading.OfSeries _ ->
                    throw unfit(reading, "a resource metric");
        };
    }

    /**
     * Average of a custom metric per pod.
     *
     * @param targetMilli wanted, in thousandths
     */
    public Calculation podsAverage(
            String metric, long targetMilli, MetricReading reading, Situation situation) {
        return switch (reading) {
            case MetricReading.Failed(String message) ->
                    new Calculation.Failed(
                            "unable to get metric %s: %s".formatted(metric, message));
            case MetricReading.OfPods ofPods ->
                    new PerPod(ofPods, "", situation, tuning).towards(targetMilli);
            case MetricReading.OfObject _, MetricReading.OfSeries _ ->
                    throw unfit(reading, "a Pods metric");
        };
    }

    /**
     * An object's value.
     *
     * @param kind of the object, for the error
     * @param name of the object, for the error
     * @param targetMilli wanted, in thousandths
     */
    public Calculation objectValue(
            String metric,
            String kind,
            String name,
            long targetMilli,
            MetricReading reading,
            Situation situation) {
        return switch (reading) {
            case MetricReading.Failed(String message) ->
                    noObject(metric, kind, name, message, situation);
            case MetricReading.OfObject(long value, _) -> byRatio(value, targetMilli, situation);
            case MetricReading.OfPods _, MetricReading.OfSeries _ ->
                    throw unfit(reading, "an Object metric");
        };
    }

    /**
     * An object's value, divided between the pods there are.
     *
     * @param targetMilli wanted per pod, in thousandths
     */
    public Calculation objectAverage(
            String metric,
            String kind,
            String name,
            long targetMilli,
            MetricReading reading,
            Situation situation) {
        return switch (reading) {
            case MetricReading.Failed(String message) ->
                    noObject(metric, kind, name, message, situation);
            case MetricReading.OfObject(long value, var at) ->
                    new Calculation.Done(
                            byShare(value, targetMilli, situation),
                            OptionalInt.empty(),
                            share(value, situation),
                            at);
            case MetricReading.OfPods _, MetricReading.OfSeries _ ->
                    throw unfit(reading, "an Object metric");
        };
    }

    /**
     * The sum of some external series.
     *
     * @param selector of the series as Go prints it, for the error
     * @param targetMilli wanted, in thousandths
     */
    public Calculation externalValue(
            String metric,
            String selector,
            long targetMilli,
            MetricReading reading,
            Situation situation) {
        return switch (reading) {
            case MetricReading.Failed(String message) ->
                    noExternal(metric, selector, message, situation);
            case MetricReading.OfSeries(var values, _) ->
                    byRatio(ExternalSum.cappedAbove(values), targetMilli, situation);
            case MetricReading.OfPods _, MetricReading.OfObject _ ->
                    throw unfit(reading, "an External metric");
        };
    }

    /**
     * The sum of some external series, divided between the pods there are.
     *
     * @param selector of the series as Go prints it, for the error
     * @param targetMilli wanted per pod, in thousandths
     */
    public Calculation externalAverage(
            String metric,
            String selector,
            long targetMilli,
            MetricReading reading,
            Situation situation) {
        return switch (reading) {
            case MetricReading.Failed(String message) ->
                    noExternal(metric, selector, message, situation);
            case MetricReading.OfSeries(var values, var at) -> {
                long sum =
                        fixes.contains(Fix.NEGATIVE_SUM)
                                ? ExternalSum.cappedAbove(values)
                                : ExternalSum.negativeAsOverflow(values);
                // As a double, every sum from 2^63-512 on is the greatest one.
                long reported =
                        (double) sum >= (double) Long.MAX_VALUE
                                ? Long.MAX_VALUE
                                : share(sum, situation);
                yield new Calculation.Done(
                        byShare(sum, targetMilli, situation), OptionalInt.empty(), reported, at);
            }
            case MetricReading.OfPods _, MetricReading.OfObject _ ->
                    throw unfit(reading, "an External metric");
        };
    }

    /** From nothing, tolerance does not apply: the first pod comes for any usage. */
    private static Calculation byRatio(long usage, long target, Situation situation) {
        double ratio = (double) usage / (double) target;
        int current = situation.specReplicas();
        if (current == 0) {
            return whole((int) Math.ceil(ratio), usage);
        }
        if (situation.tolerance().covers(ratio)) {
            return whole(current, usage);
        }
        return switch (situation.pods()) {
            case PodList.Failed(String message) ->
                    new Calculation.Failed("unable to calculate ready pods: " + noPods(message));
            case PodList.Found(var pods) when pods.isEmpty() ->
                    new Calculation.Failed("unable to calculate ready pods: " + NO_PODS);
            case PodList.Found(var pods) -> {
                long ready = pods.stream().filter(Pod::isReady).count();
                yield whole((int) Math.ceil(ratio * ready), usage);
            }
        };
    }

    private static Calculation whole(int replicas, long usage) {
        return new Calculation.Done(replicas, OptionalInt.empty(), usage, Optional.empty());
    }

    /** Without pods the ratio is infinite or not a number, and never within tolerance. */
    private static int byShare(long usage, long targetPerPod, Situation situation) {
        int present = situation.statusReplicas();
        double ratio = (double) usage / ((double) targetPerPod * (double) present);
        return situation.tolerance().covers(ratio)
                ? present
                : (int) Math.ceil((double) usage / (double) targetPerPod);
    }

    private static long share(long usage, Situation situation) {
        return (long) Math.ceil((double) usage / (double) situation.statusReplicas());
    }

    static final String NO_PODS = "no pods returned by selector while calculating replica count";

    static String noPods(String cause) {
        return "unable to get pods while calculating replica count: " + cause;
    }

    private static Calculation noResource(String resource, String cause) {
        return new Calculation.Failed(
                "unable to get metrics for resource %s: %s".formatted(resource, cause));
    }

    /** In the order of the original, whose message has its words and arguments out of step. */
    private static Calculation noObject(
            String metric, String kind, String name, String cause, Situation situation) {
        return new Calculation.Failed(
                "unable to get metric %s: %s on %s %s/%s"
                        .formatted(metric, kind, situation.namespace(), name, cause));
    }

    private static Calculation noExternal(
            String metric, String selector, String cause, Situation situation) {
        return new Calculation.Failed(
                "unable to get external metric %s/%s/%s: %s"
                        .formatted(situation.namespace(), metric, selector, cause));
    }

    private static IllegalArgumentException unfit(MetricReading reading, String metric) {
        return new IllegalArgumentException("%s is no reading of %s".formatted(reading, metric));
    }
}

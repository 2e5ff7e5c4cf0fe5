package dev.spillway.controller.explain;

import dev.spillway.controller.recommend.Reason;

/** Each reason of a policy as a sentence without its end. */
final class ReasonWords {

    private ReasonWords() {}

    static String of(Reason reason) {
        return switch (reason) {
            case FIXED -> "it always wants so many";
            case QUEUE_DEPTH -> "by the number of waiting requests";
            case TRIGGER -> "a trigger of its table fired";
            case NO_TRIGGER -> "no trigger of its table fires";
            case COOLDOWN -> "a trigger fires, but the last step is too recent";
            case SIGNAL_STALE -> "the numbers are too old";
            case SIGNAL_MISSING -> "there are no numbers";
            case SIGNAL_IMPLAUSIBLE ->
                    "the numbers are zero, and fewer requests are counted than before: that cannot be";
            case METRIC_ABOVE_TARGET -> "a metric is above its target";
            case METRICS_BELOW_TARGET -> "all metrics are below their targets";
            case METRICS_ON_TARGET -> "no metric is far enough off its target";
            case METRICS_INVALID -> "a metric it needs has no value";
            case OUTSIDE_BOUNDS -> "the pool is outside its minimum and maximum";
            case BETWEEN_LOOKS -> "its next look is not due";
            case ACTIVATED -> "there is work, and nothing runs";
            case INACTIVE -> "there has been no work for long enough";
            case STABLE_CONCURRENCY -> "by the mean number of requests in the stable window";
            case PANIC_CONCURRENCY -> "requests surge: by their number in the panic window";
            case IDLE_GRACE -> "there is no work, but the last worker stays for a while";
            case LATENCY_ABOVE_TARGET -> "answers took too long for long enough";
            case LATENCY_BELOW_TARGET -> "answers have been quick for long enough";
            case LATENCY_WATCHED -> "the latency calls for no change, or not yet";
            case FORECAST -> "by the load that is expected";
            case DEADLINE -> "with fewer, too many requests would miss their deadline";
            case DEADLINE_KEPT ->
                    "enough requests keep their deadline, and it has not been calm for long enough to do with fewer";
            case FEWER_SUFFICE -> "one fewer would have been enough all through a calm time";
            case FORECAST_OFF -> "the forecast is no better than none, and not listened to";
            case SERVICE_UNKNOWN ->
                    "no service time was measured yet: by the number of waiting requests, and no fewer";
            // A reason that is new here is told by its name.
            default -> Words.words(reason);
        };
    }
}

package dev.spillway.controller.signal.metrics;

import dev.spillway.controller.recommend.hpa.selector.Selector;
import dev.spillway.controller.signal.PoolSignals;
import dev.spillway.controller.signal.SignalRequest;
import dev.spillway.controller.signal.Signals;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What is answered to which request. A pool's namespace sees that pool, the control namespace all
 * of them, any other none: how long a tenant's queue is concerns nobody else.
 */
public final class MetricsApi {

    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;
    private static final int METHOD_NOT_ALLOWED = 405;
    private static final int BAD_REQUEST = 400;
    private static final int UNAVAILABLE = 503;

    private final Signals signals;
    private final String controlNamespace;
    private final Function<String, String> namespaceOf;

    /**
     * Answers from what the loop last said.
     *
     * @param namespaceOf the namespace of a pool
     */
    public MetricsApi(
            Signals signals, String controlNamespace, Function<String, String> namespaceOf) {
        this.signals = signals;
        this.controlNamespace = controlNamespace;
        this.namespaceOf = namespaceOf;
    }

    /**
     * The answer to one request.
     *
     * @param query what follows the question mark, as it was sent
     */
    Document answer(String method, String path, Optional<String> query) {
        if (!method.equals("GET")) {
            return Document.failure(
                    METHOD_NOT_ALLOWED, "MethodNotAllowed", "metrics are only read, by GET");
        }
        List<String> parts = Arrays.asList(path.replaceFirst("/$", "").split("/", -1));
        String prefix = String.join("/", parts.subList(0, Math.min(4, parts.size())));
        boolean isMetric = parts.size() == 7 && parts.get(4).equals("namespaces");
        if (prefix.equals(Document.GROUP_PATH) && parts.size() == 3) {
            return Document.group();
        }
        if (!prefix.equals(Document.VERSION_PATH) || (parts.size() != 4 && !isMetric)) {
            return Document.failure(
                    NOT_FOUND, "NotFound", "only %s is served here".formatted(Document.GROUP));
        }
        return isMetric ? values(parts.get(5), parts.get(6), query) : Document.resources();
    }

    private Document values(String namespace, String metric, Optional<String> query) {
        Optional<Series.Metric> known =
                Stream.of(Series.Metric.values())
                        .filter(each -> each.label().equals(metric))
                        .findFirst();
        if (known.isEmpty()) {
            return Document.failure(
                    NOT_FOUND,
                    "NotFound",
                    "metric is '%s'; allowed are %s"
                            .formatted(
                                    SignalRequest.shown(metric),
                                    Stream.of(Series.Metric.values())
                                            .map(Series.Metric::label)
                                            .collect(Collectors.joining(", "))));
        }
        return switch (Selector.parse(parameter(query, "labelSelector"))) {
            case Selector.Parsed.Invalid(String why) ->
                    Document.failure(BAD_REQUEST, "BadRequest", "labelSelector: " + why);
            case Selector.Parsed.Valid(Selector selector) ->
                    values(namespace, known.get(), selector);
        };
    }

    private Document values(String namespace, Series.Metric metric, Selector selector) {
        Optional<String> trouble = signals.trouble();
        if (trouble.isPresent()) {
            return Document.failure(UNAVAILABLE, "ServiceUnavailable", trouble.get());
        }
        List<PoolSignals> visible =
                signals.pools().stream().filter(pool -> sees(namespace, pool)).toList();
        if (visible.isEmpty() && !namespace.equals(controlNamespace)) {
            return Document.failure(
                    FORBIDDEN,
                    "Forbidden",
                    "namespace %s sees no pool; a pool's own namespace and %s do"
                            .formatted(SignalRequest.shown(namespace), controlNamespace));
        }
        for (PoolSignals pool : visible) {
            boolean chosen =
                    metric.of(pool).stream().anyMatch(each -> selector.matches(each.labels()));
            if (!signals.isFresh(pool) && (chosen || pool.queue().isEmpty())) {
                // A sum over some of the series would be too small, and somebody would act on it.
                return Document.failure(
                        UNAVAILABLE,
                        "ServiceUnavailable",
                        "the queue of pool %s does not answer".formatted(pool.pool()));
            }
        }
        return Document.values(
                metric.label(),
                visible.stream()
                        .flatMap(pool -> metric.of(pool).stream())
                        .filter(each -> selector.matches(each.labels()))
                        .sorted(Comparator.comparing(each -> each.labels().toString()))
                        .toList());
    }

    private boolean sees(String namespace, PoolSignals pool) {
        return namespace.equals(controlNamespace)
                || namespace.equals(namespaceOf.apply(pool.pool()));
    }

    private static String parameter(Optional<String> query, String name) {
        return query.stream()
                .flatMap(text -> Stream.of(text.split("&", -1)))
                .filter(pair -> pair.startsWith(name + "="))
                .map(pair -> pair.substring(name.length() + 1))
                .map(value -> URLDecoder.decode(value, StandardCharsets.UTF_8))
                .findFirst()
                .orElse("");
    }
}

package dev.spillway.controller.signal.metrics;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.TreeMap;

/**
 * An answer as an API server of Kubernetes writes it.
 *
 * @param code of HTTP
 */
record Document(int code, ObjectNode body) {

    static final String GROUP = "external.metrics.k8s.io";
    static final String VERSION = "v1beta1";
    static final String GROUP_PATH = "/apis/" + GROUP;
    static final String VERSION_PATH = GROUP_PATH + "/" + VERSION;

    private static final int OK = 200;
    private static final String GROUP_VERSION = GROUP + "/" + VERSION;

    /** Which versions of the group there are. */
    static Document group() {
        ObjectNode group = kind("v1", "APIGroup").put("name", GROUP);
        version(group.putArray("versions").addObject());
        version(group.putObject("preferredVersion"));
        return new Document(OK, group);
    }

    private static void version(ObjectNode version) {
        version.put("groupVersion", GROUP_VERSION).put("version", VERSION);
    }

    /** Which metrics there are; each is a resource that can be read, and nothing else. */
    static Document resources() {
        ObjectNode list = kind("v1", "APIResourceList").put("groupVersion", GROUP_VERSION);
        ArrayNode resources = list.putArray("resources");
        for (Series.Metric metric : Series.Metric.values()) {
            resources
                    .addObject()
                    .put("name", metric.label())
                    .put("singularName", "")
                    .put("namespaced", true)
                    .put("kind", "ExternalMetricValueList")
                    .putArray("verbs")
                    .add("get");
        }
        return new Document(OK, list);
    }

    static Document values(String metric, List<Series> all) {
        ObjectNode list = kind(GROUP_VERSION, "ExternalMetricValueList");
        list.putObject("metadata");
        ArrayNode items = list.putArray("items");
        for (Series each : all) {
            ObjectNode item = items.addObject().put("metricName", metric);
            ObjectNode labels = item.putObject("metricLabels");
            new TreeMap<>(each.labels()).forEach(labels::put);
            item.put("timestamp", each.at().truncatedTo(ChronoUnit.SECONDS).toString())
                    // Counted at one moment, not over a time.
                    .put("window", 0)
                    .put("value", Long.toString(each.value()));
        }
        return new Document(OK, list);
    }

    static Document failure(int code, String reason, String message) {
        ObjectNode status =
                kind("v1", "Status")
                        .put("status", "Failure")
                        .put("message", message)
                        .put("reason", reason)
                        .put("code", code);
        status.putObject("metadata");
        return new Document(code, status);
    }

    private static ObjectNode kind(String apiVersion, String kind) {
        return JsonMapper.shared()
                .createObjectNode()
                .put("kind", kind)
                .put("apiVersion", apiVersion);
    }
}

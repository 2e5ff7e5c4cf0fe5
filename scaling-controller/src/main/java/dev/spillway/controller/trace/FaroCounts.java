package dev.spillway.controller.trace;

import dev.spillway.controller.simulate.arrive.Rate;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One JSON object a minute: {@code {"ts": 0, "counts": {tenant: {classifier: n}}}}. */
final class FaroCounts {

    private static final double MINUTE = 60;

    private FaroCounts() {}

    static Trace parse(List<String> lines) throws WrongTraceException {
        Map<String, List<Double>> rates = new LinkedHashMap<>();
        int minute = 0;
        for (int i = 0; i < lines.size(); i++) {
            if (!lines.get(i).isBlank()) {
                add(lines.get(i), i + 1, minute++, rates);
            }
        }
        if (rates.isEmpty()) {
            throw new WrongTraceException("holds no counts; a JSON object a minute is needed");
        }
        Map<String, Rate.Bins> byTenant = new LinkedHashMap<>();
        rates.forEach((tenant, values) -> byTenant.put(tenant, new Rate.Bins(values, MINUTE)));
        return new Trace.Counts(byTenant);
    }

    private static void add(String line, int number, int minute, Map<String, List<Double>> rates)
            throws WrongTraceException {
        try {
            JsonNode counts = JsonMapper.shared().readTree(line).get("counts");
            if (counts == null || !counts.isObject()) {
                throw new WrongTraceException("line %d has no object 'counts'".formatted(number));
            }
            for (Map.Entry<String, JsonNode> tenant : counts.properties()) {
                double sum = 0;
                for (JsonNode count : tenant.getValue()) {
                    sum += count.asDouble();
                }
                List<Double> values =
                        rates.computeIfAbsent(tenant.getKey(), _ -> new ArrayList<>());
                while (values.size() < minute) {
                    values.add(0.0);
                }
                values.add(sum / MINUTE);
            }
        } catch (JacksonException e) {
            throw new WrongTraceException("line %d is not JSON".formatted(number), e);
        }
    }
}

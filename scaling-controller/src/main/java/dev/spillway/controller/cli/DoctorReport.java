package dev.spillway.controller.cli;

import dev.spillway.controller.doctor.finding.Finding;
import dev.spillway.controller.doctor.finding.Severity;
import dev.spillway.controller.doctor.finding.Subject;
import dev.spillway.controller.doctor.snapshot.Reading;
import dev.spillway.controller.doctor.snapshot.Resource;

import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Findings for people, grouped by severity and by what to do; and for programs. */
final class DoctorReport {

    private static final int WIDTH = 100;
    private static final int SHOWN = 10;

    private DoctorReport() {}

    static List<String> lines(Reading reading, List<Finding> findings) {
        List<String> lines = new ArrayList<>();
        lines.add("%s, Kubernetes %s".formatted(reading.address(), reading.version()));
        lines.add(looked(reading));
        for (Severity severity : Severity.values()) {
            List<Finding> such =
                    findings.stream().filter(each -> each.severity() == severity).toList();
            if (!such.isEmpty()) {
                lines.add("");
                lines.add(counted(such.size(), severity).toUpperCase(Locale.ROOT));
                by(Finding::check, such).forEach(alike -> lines.addAll(check(alike)));
            }
        }
        lines.add("");
        lines.add(summary(findings));
        return lines;
    }

    private static String looked(Reading reading) {
        return "Looked at %s: %d workloads, %d HPAs, %d pending pods, %d nodes."
                .formatted(
                        reading.scope(),
                        reading.snapshot().workloads().size(),
                        reading.snapshot().list(Resource.HORIZONTAL_AUTOSCALERS).size(),
                        reading.snapshot().list(Resource.PENDING_PODS).size(),
                        reading.snapshot().list(Resource.NODES).size());
    }

    private static <K> Collection<List<Finding>> by(
            Function<Finding, K> key, List<Finding> findings) {
        return findings.stream()
                .collect(Collectors.groupingBy(key, LinkedHashMap::new, Collectors.toList()))
                .values();
    }

    private static List<String> check(List<Finding> findings) {
        List<String> lines = new ArrayList<>();
        lines.add("");
        lines.add(
                "  %s [%s]"
                        .formatted(
                                findings.getFirst().check().title(),
                                findings.getFirst().check().id()));
        by(Finding::fix, findings).forEach(alike -> lines.addAll(curedAlike(alike)));
        return lines;
    }

    /** Findings that one fix cures. */
    private static List<String> curedAlike(List<Finding> alike) {
        List<String> lines = new ArrayList<>();
        alike.stream()
                .limit(SHOWN)
                .forEach(
                        each ->
                                lines.addAll(
                                        wrapped(
                                                "    ",
                                                "      ",
                                                each.subject() + ": " + each.what())));
        if (alike.size() > SHOWN) {
            lines.add("    and %d more".formatted(alike.size() - SHOWN));
        }
        lines.addAll(wrapped("    fix: ", "         ", alike.getFirst().fix()));
        return lines;
    }

    private static String summary(List<Finding> findings) {
        return findings.isEmpty()
                ? "Nothing is wrong."
                : Arrays.stream(Severity.values())
                        .map(
                                severity ->
                                        counted(
                                                (int)
                                                        findings.stream()
                                                                .filter(
                                                                        each ->
                                                                                each.severity()
                                                                                        == severity)
                                                                .count(),
                                                severity))
                        .collect(Collectors.joining(", ", "", "."));
    }

    private static String counted(int count, Severity severity) {
        return "%d %s%s"
                .formatted(count, severity.name().toLowerCase(Locale.ROOT), count == 1 ? "" : "s");
    }

    private static List<String> wrapped(String indent, String hanging, String text) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder(indent);
        boolean isEmpty = true;
        for (String word : text.split("\\s+", -1)) {
            if (!isEmpty && line.length() + 1 + word.length() > WIDTH) {
                lines.add(line.toString());
                line = new StringBuilder(hanging);
                isEmpty = true;
            }
            line.append(isEmpty ? "" : " ").append(word);
            isEmpty = false;
        }
        lines.add(line.toString());
        return lines;
    }

    static String json(Reading reading, List<Finding> findings) {
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("cluster", reading.address());
        report.put("version", reading.version());
        report.put("scope", reading.scope());
        report.put("findings", findings.stream().map(DoctorReport::fields).toList());
        return JsonMapper.builder()
                .enable(SerializationFeature.INDENT_OUTPUT)
                .build()
                .writeValueAsString(report);
    }

    private static Map<String, Object> fields(Finding finding) {
        Subject subject = finding.subject();
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("severity", finding.severity().name().toLowerCase(Locale.ROOT));
        fields.put("check", finding.check().id());
        fields.put("kind", subject.kind());
        fields.put("namespace", subject.namespace());
        fields.put("name", subject.name());
        fields.put("what", finding.what());
        fields.put("fix", finding.fix());
        return fields;
    }
}

package dev.spillway.controller.doctor;

import dev.spillway.controller.doctor.finding.Check;
import dev.spillway.controller.doctor.snapshot.Gap;
import dev.spillway.controller.doctor.snapshot.Resource;
import dev.spillway.controller.doctor.snapshot.Snapshot;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A cluster in YAML and what one check says about it. In a file {@code <check>.cases} a case begins
 * with {@code === title}; then {@code ! without API}, {@code ! forbidden RESOURCE}, {@code ! failed
 * RESOURCE}; {@code > severity subject: what} or {@code > none}; {@code ~ part of a fix};
 * documents.
 */
record CheckCase(
        Check check, String title, List<String> expected, List<String> fixes, Snapshot snapshot) {

    private static final KubernetesSerialization YAML = new KubernetesSerialization();
    private static final Set<String> APIS =
            Set.of(
                    "metrics.k8s.io",
                    "custom.metrics.k8s.io",
                    "external.metrics.k8s.io",
                    "keda.sh",
                    "autoscaling.k8s.io",
                    "spillway.dev");

    static Stream<CheckCase> of(Check check) {
        return Arrays.stream(text(check).split("(?m)^=== ", -1))
                .filter(text -> !text.isBlank())
                .map(text -> of(check, text.lines().toList()));
    }

    private static String text(Check check) {
        String name = "/doctor/%s.cases".formatted(check.id());
        try (InputStream file =
                Objects.requireNonNull(CheckCase.class.getResourceAsStream(name), name)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static CheckCase of(Check check, List<String> lines) {
        Set<String> apis = new HashSet<>(APIS);
        List<Gap> gaps = new ArrayList<>();
        for (String told : after("! ", lines)) {
            String name = told.substring(told.indexOf(' ') + 1);
            switch (told.substring(0, told.indexOf(' '))) {
                case "without" -> apis.remove(name);
                case "forbidden" -> gaps.add(gap(name, Gap.Cause.FORBIDDEN));
                case "failed" -> gaps.add(gap(name, Gap.Cause.FAILED));
                default -> throw new IllegalArgumentException(told);
            }
        }
        String documents =
                String.join("\n", lines.stream().skip(1).filter(CheckCase::isYaml).toList());
        return new CheckCase(
                check,
                lines.getFirst(),
                after("> ", lines).stream().filter(line -> !line.equals("none")).toList(),
                after("~ ", lines),
                new Snapshot(apis, found(documents), gaps));
    }

    private static boolean isYaml(String line) {
        return Stream.of("! ", "> ", "~ ").noneMatch(line::startsWith);
    }

    private static List<String> after(String mark, List<String> lines) {
        return lines.stream()
                .filter(line -> line.startsWith(mark))
                .map(line -> line.substring(mark.length()))
                .toList();
    }

    private static Gap gap(String plural, Gap.Cause cause) {
        return new Gap(
                Resource.ALL.stream()
                        .filter(resource -> resource.plural().equals(plural))
                        .findFirst()
                        .orElseThrow(),
                "",
                cause,
                "etcd is gone");
    }

    private static Map<Resource<?>, List<? extends HasMetadata>> found(String documents) {
        Map<Resource<?>, List<HasMetadata>> found = new HashMap<>();
        for (String document : documents.split("(?m)^---$", -1)) {
            if (!document.isBlank()) {
                HasMetadata object = YAML.unmarshal(document, HasMetadata.class);
                found.computeIfAbsent(resource(object), _ -> new ArrayList<>()).add(object);
            }
        }
        return Map.copyOf(found);
    }

    private static Resource<?> resource(HasMetadata object) {
        return Resource.ALL.stream()
                .filter(resource -> resource.kind().equals(object.getKind()))
                .filter(resource -> resource.apiVersion().equals(object.getApiVersion()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(object.getKind()));
    }

    @Override
    public String toString() {
        return check.id() + ": " + title;
    }
}

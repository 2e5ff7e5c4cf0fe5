package dev.spillway.controller.settings;

import dev.spillway.controller.policy.Policies;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/** The environment variables, read one by one; what is wrong is collected, one line each. */
public final class Environment {

    private final Map<String, String> variables;
    private final List<String> problems = new ArrayList<>();

    public Environment(Map<String, String> variables) {
        this.variables = Map.copyOf(variables);
    }

    public List<String> problems() {
        return List.copyOf(problems);
    }

    void refuse(String problem) {
        problems.add(problem);
    }

    private void refuse(String name, String value, String allowed) {
        refuse("%s is '%s'; allowed %s".formatted(name, shown(value), allowed));
    }

    private static String shown(String value) {
        String line = value.replaceAll("\\p{Cntrl}", "?");
        return line.length() <= 60 ? line : line.substring(0, 60) + "…";
    }

    /** A variable's text; one that is set to nothing counts as not set. */
    String text(String name, String preset) {
        String value = variables.getOrDefault(name, "");
        return value.isBlank() ? preset : value;
    }

    /** This machine's or pod's name, as the system tells processes. */
    String host() {
        return text("HOSTNAME", "controller");
    }

    /** A variable's text, which must be there. */
    String required(String name, String allowed) {
        String value = text(name, "");
        if (value.isEmpty()) {
            refuse(name, value, allowed);
        }
        return value;
    }

    /** Every variable whose name begins so, by the rest of its name. */
    Map<String, String> prefixed(String prefix) {
        return variables.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(prefix))
                .collect(
                        Collectors.toMap(
                                entry -> entry.getKey().substring(prefix.length()),
                                Map.Entry::getValue));
    }

    int integer(String name, int preset, int least, int most) {
        String value = text(name, Integer.toString(preset)).strip();
        try {
            int number = Integer.parseInt(value);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            // Falls through to the same line as a number out of range.
        }
        refuse(name, value, "are whole numbers from %d to %d".formatted(least, most));
        return preset;
    }

    /** A whole number, or nothing where the variable is not set. */
    OptionalInt optionalInteger(String name, int least, int most) {
        return text(name, "").isBlank()
                ? OptionalInt.empty()
                : OptionalInt.of(integer(name, least, least, most));
    }

    boolean flag(String name, boolean preset) {
        String value = text(name, Boolean.toString(preset)).strip().toLowerCase(Locale.ROOT);
        return switch (value) {
            case "true", "1" -> true;
            case "false", "0" -> false;
            default -> {
                refuse(name, value, "are true, false, 1, 0");
                yield preset;
            }
        };
    }

    String oneOf(String name, String preset, List<String> allowed) {
        String value = text(name, preset).strip();
        for (String word : allowed) {
            if (word.equalsIgnoreCase(value)) {
                return word;
            }
        }
        if (!value.equals(preset)) {
            refuse(name, value, "are " + String.join(", ", allowed));
        }
        return preset;
    }

    Optional<String> policy(String name) {
        String value = text(name, "").strip();
        if (value.isEmpty()) {
            return Optional.empty();
        }
        Optional<String> problem = Policies.problem(value);
        problem.ifPresent(wrong -> refuse(name + " " + wrong));
        return problem.isPresent() ? Optional.empty() : Optional.of(value);
    }

    URI httpUrl(String name, String preset) {
        String value = text(name, preset).strip();
        try {
            URI url = URI.create(value);
            if (("http".equals(url.getScheme()) || "https".equals(url.getScheme()))
                    && url.getHost() != null) {
                return url;
            }
        } catch (IllegalArgumentException notAUrl) {
            // Falls through to the same line as a URL of another kind.
        }
        refuse(name, value, "are URLs that begin with http:// or https://");
        return URI.create(preset);
    }

    Path folder(String name, String preset) {
        Path path = Path.of(text(name, preset));
        if (!Files.isDirectory(path)) {
            refuse(name, path.toString(), "is a folder that exists");
        }
        return path;
    }

    Path file(String name) {
        Path path = Path.of(text(name, ""));
        if (!Files.isRegularFile(path)) {
            refuse(name, path.toString(), "is a file that exists");
        }
        return path;
    }
}

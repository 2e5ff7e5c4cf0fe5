import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.ImportOrderer;
import com.google.googlejavaformat.java.JavaFormatterOptions;
import com.google.googlejavaformat.java.JavaFormatterOptions.Style;
import com.google.googlejavaformat.java.RemoveUnusedImports;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Holds every Java file of the repository to google-java-format's AOSP style. {@code check} lists
 * the files that differ and fails; {@code write} rewrites them.
 */
final class Format {

    private static final Formatter FORMATTER =
            new Formatter(JavaFormatterOptions.builder().style(Style.AOSP).build());

    public static void main(String... arguments) throws Exception {
        boolean write = arguments.length == 1 && arguments[0].equals("write");
        List<Path> different = javaFiles().parallel().filter(Format::isDifferent).toList();
        for (Path file : different) {
            if (write) {
                Files.writeString(file, formatted(Files.readString(file)));
            }
            System.out.println((write ? "formatted " : "not formatted: ") + file);
        }
        if (!write && !different.isEmpty()) {
            System.err.println(
                    different.size()
                            + " files are not formatted; 'mvn validate -N -Dformat' rewrites them");
            System.exit(1);
        }
    }

    private static java.util.stream.Stream<Path> javaFiles() throws IOException {
        return Files.walk(Path.of(""))
                .filter(file -> file.toString().endsWith(".java"))
                .filter(file -> !file.toString().matches("(.*/)?(target|node_modules|\\.[^/]+)/.*"))
                .sorted();
    }

    private static boolean isDifferent(Path file) {
        try {
            String source = Files.readString(file);
            return !source.equals(formatted(source));
        } catch (Exception e) {
            throw new IllegalStateException(file + " cannot be formatted: " + e.getMessage(), e);
        }
    }

    private static String formatted(String source) throws Exception {
        String ordered = ImportOrderer.reorderImports(source, Style.AOSP);
        return FORMATTER.formatSource(RemoveUnusedImports.removeUnusedImports(ordered));
    }
}

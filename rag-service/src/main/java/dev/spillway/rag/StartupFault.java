package dev.spillway.rag;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringBootExceptionReporter;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.PropertySource;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Says in one line why the worker cannot start, naming the environment variable at fault. */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class StartupFault implements SpringBootExceptionReporter {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([A-Z0-9_]+)(:.*)?}");

    private final ConfigurableApplicationContext context;

    StartupFault(ConfigurableApplicationContext context) {
        this.context = context;
    }

    static void print(String line) {
        System.err.println(line.replaceAll("\\p{Cntrl}", " "));
    }

    @Override
    public boolean reportException(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof StartupException) {
                print(String.valueOf(cause.getMessage()));
                return true;
            }
            if (cause instanceof BindException bind) {
                print(line(bind));
                return true;
            }
        }
        return false;
    }

    private String line(BindException bind) {
        ConfigurationProperty property = bind.getProperty();
        if (property != null) {
            return "%s is '%s'; allowed is %s"
                    .formatted(
                            variable(property.getName().toString()),
                            context.getEnvironment()
                                    .resolvePlaceholders(String.valueOf(property.getValue())),
                            allowed(bind.getTarget().getType().resolve(Object.class)));
        }
        // Records check themselves, and begin their message with the component's name.
        String message = String.valueOf(root(bind).getMessage());
        int end = message.indexOf(' ');
        String component = end < 0 ? message : message.substring(0, end);
        String variable = variable(bind.getName() + "." + component);
        return end < 0 ? variable : variable + message.substring(end);
    }

    private static Throwable root(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }

    /** The variable in the placeholder that {@code application.yaml} gives the property. */
    private String variable(String property) {
        ConfigurableEnvironment environment = context.getEnvironment();
        for (PropertySource<?> source : environment.getPropertySources()) {
            @Nullable Object raw = source.getProperty(property);
            Matcher placeholder = PLACEHOLDER.matcher(String.valueOf(raw));
            if (placeholder.matches()) {
                return placeholder.group(1);
            }
        }
        return property;
    }

    private static String allowed(Class<?> type) {
        if (type.isEnum()) {
            return Arrays.toString(type.getEnumConstants()).toLowerCase(Locale.ROOT);
        }
        if (type == boolean.class) {
            return "true, false, 1 or 0";
        }
        if (type == Duration.class) {
            return "a duration like 500ms, 3s or 2m";
        }
        return type == double.class ? "a number" : "a whole number";
    }
}

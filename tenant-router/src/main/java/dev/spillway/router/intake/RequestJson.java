package dev.spillway.router.intake;

import dev.spillway.router.problem.Problem;
import dev.spillway.router.problem.ProblemException;
import dev.spillway.router.problem.ProblemType;

import jakarta.servlet.http.HttpServletRequest;

import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.type.LogicalType;

import java.io.IOException;
import java.util.stream.Collectors;

/** Reads request bodies as JSON and says in one line what is wrong with them. */
public final class RequestJson {
    private static final int LONGEST_NAME = 60;

    private final JsonMapper json;
    private final long limitBytes;

    private RequestJson(JsonMapper json, Limits limits) {
        this.json = json;
        this.limitBytes = limits.body().toBytes();
    }

    /** Refuses fields it does not know. */
    public static RequestJson strict(Limits limits) {
        return new RequestJson(mapper(true), limits);
    }

    /** Skips fields it does not know: OpenAI clients send many. */
    public static RequestJson lenient(Limits limits) {
        return new RequestJson(mapper(false), limits);
    }

    private static JsonMapper mapper(boolean failOnUnknown) {
        return JsonMapper.builder()
                .configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, failOnUnknown)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .withCoercionConfig(
                        LogicalType.Textual,
                        text ->
                                text.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                                        .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                                        .setCoercion(
                                                CoercionInputShape.Boolean, CoercionAction.Fail))
                .build();
    }

    public <T> T read(HttpServletRequest request, Class<T> type) throws IOException {
        byte[] body = RequestBody.read(request, limitBytes);
        if (body.length == 0) {
            throw Rules.invalid("body", "the body is empty; a JSON object is needed");
        }
        try {
            T value = json.readValue(body, type);
            if (value == null) {
                throw Rules.invalid("body", "the body is null; a JSON object is needed");
            }
            return value;
        } catch (UnrecognizedPropertyException e) {
            throw unknownField(e);
        } catch (DatabindException e) {
            throw wrongType(e);
        } catch (JacksonException e) {
            throw new ProblemException(
                    Problem.of(
                            ProblemType.INVALID_REQUEST,
                            "the body is not well-formed JSON, at line %d column %d"
                                    .formatted(
                                            e.getLocation().getLineNr(),
                                            e.getLocation().getColumnNr())));
        }
    }

    private static ProblemException unknownField(UnrecognizedPropertyException e) {
        String known =
                e.getKnownPropertyIds().stream()
                        .map(String::valueOf)
                        .collect(Collectors.joining(", "));
        String name = printable(e.getPropertyName());
        return Rules.invalid(name, "unknown field '%s'; allowed are %s".formatted(name, known));
    }

    private static ProblemException wrongType(DatabindException e) {
        if (e.getOriginalMessage().startsWith("Trailing token")) {
            throw Rules.invalid("body", "there is something after the JSON object");
        }
        String path =
                e.getPath().stream()
                        .map(
                                step ->
                                        step.getPropertyName() == null
                                                ? Integer.toString(step.getIndex())
                                                : step.getPropertyName())
                        .collect(Collectors.joining("."));
        String name = printable(path.isEmpty() ? "body" : path);
        return Rules.invalid(name, "%s is of the wrong JSON type".formatted(name));
    }

    private static String printable(String name) {
        String oneLine = name.replaceAll("[^\\x20-\\x7e]", "?");
        return oneLine.length() <= LONGEST_NAME
                ? oneLine
                : oneLine.substring(0, LONGEST_NAME) + "...";
    }
}

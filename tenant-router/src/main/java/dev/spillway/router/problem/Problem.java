package dev.spillway.router.problem;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;

/**
 * One refusal or failure as the caller sees it (RFC 9457).
 *
 * @param type why
 * @param detail one line: what, which value, what is allowed; nothing that a tenant wrote
 * @param tenant whose request it was, when known
 * @param retryAfterSeconds when another try makes sense, if the router can tell
 * @param field the part of the request that is wrong, when it is one
 * @param code the worker's own code of a failure
 * @param headers sent along
 */
public record Problem(
        ProblemType type,
        String detail,
        @Nullable String tenant,
        OptionalLong retryAfterSeconds,
        @Nullable String field,
        @Nullable String code,
        Map<String, String> headers) {

    public Problem {
        headers = Map.copyOf(headers);
    }

    public static Problem of(ProblemType type, String detail) {
        return new Problem(type, detail, null, OptionalLong.empty(), null, null, Map.of());
    }

    public Problem forTenant(String name) {
        return new Problem(type, detail, name, retryAfterSeconds, field, code, headers);
    }

    public Problem retryAfter(long seconds) {
        return new Problem(type, detail, tenant, OptionalLong.of(seconds), field, code, headers);
    }

    public Problem about(String name) {
        return new Problem(type, detail, tenant, retryAfterSeconds, name, code, headers);
    }

    public Problem withCode(String value) {
        return new Problem(type, detail, tenant, retryAfterSeconds, field, value, headers);
    }

    public Problem withHeaders(Map<String, String> more) {
        Map<String, String> all = new LinkedHashMap<>(headers);
        all.putAll(more);
        return new Problem(type, detail, tenant, retryAfterSeconds, field, code, all);
    }
}

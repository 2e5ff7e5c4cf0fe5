package dev.spillway.controller.kubernetes.rights;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A request to an API server as its authorizer sees it.
 *
 * @param apiGroup empty for the first one, which has no name
 * @param resource with its subresource: {@code deployments/scale}
 * @param namespace empty where it is about all of them, or about none
 * @param name empty where it is about no certain object
 */
public record Call(String apiGroup, String resource, String verb, String namespace, String name) {

    private static final Pattern PATH =
            Pattern.compile(
                    "/api(?:s/(?<group>[^/]+))?/v[^/]+(?:/namespaces/(?<namespace>[^/]+)(?=/.))?/(?<resource>[^/]+)(?:/(?<name>[^/]+)(?<subresource>/[^/]+)?)?");

    /**
     * Nothing for what is no resource: versions and lists of APIs, which everybody may read.
     *
     * @param target the path and the query
     * @see <a
     *     href="https://kubernetes.io/docs/reference/access-authn-authz/authorization/#determine-the-request-verb">request
     *     verbs</a>
     */
    public static Optional<Call> of(String method, String target) {
        String[] parts = target.split("\\?", 2);
        Matcher path = PATH.matcher(parts[0]);
        if (!path.matches()) {
            return Optional.empty();
        }
        String name = text(path, "name");
        boolean watches = parts.length > 1 && parts[1].contains("watch=true");
        return Optional.of(
                new Call(
                        text(path, "group"),
                        text(path, "resource") + text(path, "subresource"),
                        verb(method, !name.isEmpty(), watches),
                        text(path, "namespace"),
                        name));
    }

    /** The same about the same, with another verb. */
    public Call with(String otherVerb) {
        return new Call(apiGroup, resource, otherVerb, namespace, name);
    }

    private static String verb(String method, boolean named, boolean watches) {
        return switch (method) {
            case "GET" -> watches ? "watch" : named ? "get" : "list";
            case "POST" -> "create";
            case "PUT" -> "update";
            case "PATCH" -> "patch";
            case "DELETE" -> named ? "delete" : "deletecollection";
            default -> throw new IllegalArgumentException("method is '%s'".formatted(method));
        };
    }

    private static String text(Matcher matcher, String group) {
        return Optional.ofNullable(matcher.group(group)).orElse("");
    }
}

import com.google.gson.GsonBuilder;
import com.google.gson.annotations.SerializedName;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Prints a strict JSON schema of the kinds below, read from the models of the official Java client
 * on the class path, whose release follows one release of Kubernetes. Fields that only the server
 * writes are left out. {@code k8s/schemas/README.md} says how it is run.
 */
final class KubernetesSchemas {

    private static final Map<String, String> KINDS =
            Map.ofEntries(
                    Map.entry("v1 ConfigMap", "V1ConfigMap"),
                    Map.entry("v1 LimitRange", "V1LimitRange"),
                    Map.entry("v1 Namespace", "V1Namespace"),
                    Map.entry("v1 PersistentVolumeClaim", "V1PersistentVolumeClaim"),
                    Map.entry("v1 ResourceQuota", "V1ResourceQuota"),
                    Map.entry("v1 Service", "V1Service"),
                    Map.entry("v1 ServiceAccount", "V1ServiceAccount"),
                    Map.entry("apps/v1 Deployment", "V1Deployment"),
                    Map.entry("apps/v1 StatefulSet", "V1StatefulSet"),
                    Map.entry(
                            "autoscaling/v2 HorizontalPodAutoscaler", "V2HorizontalPodAutoscaler"),
                    Map.entry("batch/v1 CronJob", "V1CronJob"),
                    Map.entry("networking.k8s.io/v1 NetworkPolicy", "V1NetworkPolicy"),
                    Map.entry("policy/v1 PodDisruptionBudget", "V1PodDisruptionBudget"),
                    Map.entry("rbac.authorization.k8s.io/v1 ClusterRole", "V1ClusterRole"),
                    Map.entry(
                            "rbac.authorization.k8s.io/v1 ClusterRoleBinding",
                            "V1ClusterRoleBinding"),
                    Map.entry("rbac.authorization.k8s.io/v1 Role", "V1Role"),
                    Map.entry("rbac.authorization.k8s.io/v1 RoleBinding", "V1RoleBinding"),
                    Map.entry("scheduling.k8s.io/v1 PriorityClass", "V1PriorityClass"),
                    Map.entry(
                            "apiextensions.k8s.io/v1 CustomResourceDefinition",
                            "V1CustomResourceDefinition"));

    /** Written by the server alone, or of no use in a manifest. */
    private static final Set<String> SERVERS_OWN =
            Set.of("managedFields", "creationTimestamp", "deletionTimestamp", "resourceVersion");

    private static final String QUANTITY =
            "^[+-]?[0-9]+(\\.[0-9]+)?([eE][+-]?[0-9]+|[KMGTPE]i|[numkMGTPE])?$";

    private final Map<String, Object> definitions = new TreeMap<>();
    private final Deque<Class<?>> open = new ArrayDeque<>();

    public static void main(String... arguments) throws ReflectiveOperationException {
        new KubernetesSchemas().print();
    }

    private void print() throws ReflectiveOperationException {
        Map<String, Object> kinds = new TreeMap<>();
        for (Map.Entry<String, String> kind : KINDS.entrySet()) {
            open.push(Class.forName("io.kubernetes.client.openapi.models." + kind.getValue()));
            kinds.put(kind.getKey(), kind.getValue());
        }
        while (!open.isEmpty()) {
            Class<?> model = open.pop();
            if (!definitions.containsKey(model.getSimpleName())) {
                definitions.put(model.getSimpleName(), definition(model));
            }
        }
        var gson = new GsonBuilder().disableHtmlEscaping().create();
        System.out.println("{\"kinds\": {");
        print(kinds, gson::toJson);
        System.out.println("}, \"$defs\": {");
        print(definitions, gson::toJson);
        System.out.println("}}");
    }

    private static void print(Map<String, Object> entries, Function<Object, String> json) {
        String separator = "";
        for (Map.Entry<String, Object> entry : entries.entrySet()) {
            System.out.print(
                    separator + json.apply(entry.getKey()) + ": " + json.apply(entry.getValue()));
            separator = ",\n";
        }
        System.out.println();
    }

    @SuppressWarnings("unchecked")
    private Map<String, Object> definition(Class<?> model) throws ReflectiveOperationException {
        boolean isKind = KINDS.containsValue(model.getSimpleName());
        Map<String, Object> properties = new TreeMap<>();
        for (Field field : model.getDeclaredFields()) {
            SerializedName name = field.getAnnotation(SerializedName.class);
            if (name != null
                    && !Modifier.isStatic(field.getModifiers())
                    && !SERVERS_OWN.contains(name.value())
                    && !(isKind && name.value().equals("status"))) {
                properties.put(name.value(), schema(field.getGenericType()));
            }
        }
        Map<String, Object> definition = new TreeMap<>();
        definition.put("type", "object");
        definition.put("additionalProperties", false);
        definition.put("properties", properties);
        Set<String> required =
                new TreeSet<>((Set<String>) model.getField("openapiRequiredFields").get(null));
        required.retainAll(properties.keySet());
        if (!required.isEmpty()) {
            definition.put("required", required);
        }
        return definition;
    }

    private Map<String, Object> schema(Type type) {
        if (type instanceof ParameterizedType generic) {
            Type[] parts = generic.getActualTypeArguments();
            return generic.getRawType() == List.class
                    ? new TreeMap<>(Map.of("type", "array", "items", schema(parts[0])))
                    : new TreeMap<>(
                            Map.of("type", "object", "additionalProperties", schema(parts[1])));
        }
        Class<?> model = (Class<?>) type;
        return switch (model.getSimpleName()) {
            case "String", "OffsetDateTime", "byte[]" -> Map.of("type", "string");
            case "Integer", "Long" -> Map.of("type", "integer");
            case "Double" -> Map.of("type", "number");
            case "Boolean" -> Map.of("type", "boolean");
            case "IntOrString" -> Map.of("type", List.of("integer", "string"));
            case "Quantity" -> quantity();
            case "Object" -> Map.of();
            default -> {
                open.push(model);
                yield Map.of("$ref", "#/$defs/" + model.getSimpleName());
            }
        };
    }

    private static Map<String, Object> quantity() {
        Map<String, Object> quantity = new TreeMap<>();
        quantity.put("type", List.of("number", "string"));
        quantity.put("pattern", QUANTITY);
        return quantity;
    }
}

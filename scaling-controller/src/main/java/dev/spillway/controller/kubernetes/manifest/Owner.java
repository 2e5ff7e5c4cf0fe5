package dev.spillway.controller.kubernetes.manifest;

/**
 * The custom resource a pool's objects belong to, and go with.
 *
 * @param kind Tenant for a dedicated pool, Pool for a shared one
 * @param name its name
 * @param uid what tells it from a later one of the same name
 */
public record Owner(String kind, String name, String uid) {

    public static final String API_VERSION = "spillway.dev/v1alpha1";

    public Owner {
        if (!kind.equals("Tenant") && !kind.equals("Pool")) {
            throw new IllegalArgumentException(
                    "kind of owner %s is '%s'; allowed are Tenant and Pool".formatted(name, kind));
        }
        if (uid.isEmpty()) {
            throw new IllegalArgumentException(
                    "uid of %s %s is empty; a cluster gives every object one"
                            .formatted(kind, name));
        }
    }
}

package dev.spillway.router.chat;

import java.util.List;

/** The models an OpenAI client may name: there is one, the tenant's own documents. */
final class Models {
    static final String SPILLWAY = "spillway";

    /** When the model's interface was last changed, which is what this field is read for. */
    private static final long CREATED = 1_767_225_600L;

    private Models() {}

    record Model(
            String id,
            String object,
            long created,
            @com.fasterxml.jackson.annotation.JsonProperty("owned_by") String ownedBy) {}

    record ModelList(String object, List<Model> data) {}

    static Model spillway() {
        return new Model(SPILLWAY, "model", CREATED, SPILLWAY);
    }

    static ModelList all() {
        return new ModelList("list", List.of(spillway()));
    }
}

package dev.spillway.controller.journal;

import dev.spillway.controller.decision.Note;
import dev.spillway.controller.decision.Notebook;
import dev.spillway.controller.recommend.Policy;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.util.Locale;
import java.util.Optional;

/**
 * Notes as a text for each pool and role, replaced as a whole: after a crash there is the old note
 * or the new one. What cannot be understood is refused with one line, and the pool starts safely.
 */
public final class Notes implements Notebook {

    /** Changes whenever an older note can no longer be gone on with. */
    static final int FORMAT = 1;

    private static final Logger LOG = LoggerFactory.getLogger(Notes.class);

    private record Page<S>(int format, String policy, Note<S> note) {}

    private final NoteStore store;
    private boolean writable = true;

    public Notes(NoteStore store) {
        this.store = store;
    }

    @Override
    public <S> Optional<Note<S>> read(String pool, Role role, Policy<S> policy) {
        String name = name(pool, role);
        try {
            Optional<String> text = store.read(name);
            return text.isEmpty() ? Optional.empty() : Optional.of(parse(text.get(), policy));
        } catch (UnreadableException e) {
            return refused(name, pool, role, String.valueOf(e.getMessage()));
        } catch (IOException e) {
            return refused(name, pool, role, "cannot be read");
        } catch (JacksonException e) {
            return refused(name, pool, role, "is damaged");
        }
    }

    private static <S> Note<S> parse(String text, Policy<S> policy) throws UnreadableException {
        JsonNode tree = DecisionJson.MAPPER.readTree(text);
        int format = tree.path("format").asInt(0);
        if (format != FORMAT) {
            throw new UnreadableException(
                    "is of format %d, and %d is known here".formatted(format, FORMAT));
        }
        String version = tree.path("policy").asString("");
        if (!version.equals(policy.version())) {
            throw new UnreadableException(
                    "is of policy '%s', and '%s' decides now".formatted(version, policy.version()));
        }
        if (!tree.path("note").isObject()) {
            throw new UnreadableException("is damaged");
        }
        return DecisionJson.MAPPER.treeToValue(
                tree.path("note"), DecisionJson.of(Note.class, policy.stateType()));
    }

    private static <S> Optional<Note<S>> refused(String name, String pool, Role role, String why) {
        LOG.warn(
                switch (role) {
                    case LIVE ->
                            "the note {} {}; pool {} starts with the workers it has, and none goes before its calm has been watched anew";
                    case SHADOW -> "the note {} {}; the policy in shadow of pool {} begins anew";
                },
                name,
                why,
                pool);
        return Optional.empty();
    }

    @Override
    public <S> void write(String pool, Role role, Policy<S> policy, Note<S> note) {
        String name = name(pool, role);
        try {
            store.write(
                    name, DecisionJson.write(new Page<>(FORMAT, policy.version(), note)) + "\n");
            writable = true;
        } catch (IOException e) {
            if (writable) {
                LOG.warn(
                        "the note {} cannot be written: {}; a restart would start pool {} anew",
                        name,
                        e.toString(),
                        pool);
            }
            writable = false;
        }
    }

    @Override
    public void remove(String pool, Role role) {
        try {
            store.remove(name(pool, role));
        } catch (IOException e) {
            LOG.warn("the note about pool {} cannot be removed: {}", pool, e.toString());
        }
    }

    private static String name(String pool, Role role) {
        return "%s.%s".formatted(pool, role.name().toLowerCase(Locale.ROOT));
    }
}

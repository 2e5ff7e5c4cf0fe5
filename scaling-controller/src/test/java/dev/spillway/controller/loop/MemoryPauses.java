package dev.spillway.controller.loop;

import dev.spillway.controller.pause.Pause;
import dev.spillway.controller.pause.Pauses;

import java.util.HashMap;
import java.util.Map;

/** Keeps pauses as long as the test lasts. */
public final class MemoryPauses implements Pauses {

    private final Map<String, Pause> pauses = new HashMap<>();

    @Override
    public Map<String, Pause> all() {
        return Map.copyOf(pauses);
    }

    @Override
    public void put(String pool, Pause pause) {
        pauses.put(pool, pause);
    }

    @Override
    public void remove(String pool) {
        pauses.remove(pool);
    }
}

package dev.spillway.controller.loop;

import dev.spillway.controller.pause.Pauses;
import dev.spillway.controller.pause.PausesContract;

final class MemoryPausesTest extends PausesContract {

    private final Pauses pauses = new MemoryPauses();

    @Override
    protected Pauses next() {
        return pauses;
    }
}

package dev.spillway.controller.serve;

import dev.spillway.controller.decision.Decision;
import dev.spillway.controller.journal.NoteFolder;
import dev.spillway.controller.journal.NoteStore;
import dev.spillway.controller.journal.PauseFiles;
import dev.spillway.controller.loop.PoolState;
import dev.spillway.controller.process.LocalProcesses;
import dev.spillway.controller.yaml.WatchedFolder;

import java.time.Instant;
import java.util.List;

/**
 * This machine: worker processes, and files.
 *
 * @param folder where notes are kept
 * @param stopWorkers whether workers end with the controller
 */
record MachinePlatform(
        LocalProcesses actuator,
        WatchedFolder documents,
        NoteFolder folder,
        PauseFiles pauses,
        boolean stopWorkers)
        implements Platform {

    @Override
    public NoteStore notes() {
        return folder;
    }

    @Override
    public boolean acts() {
        return true;
    }

    @Override
    public void decided(Decision decision) {}

    @Override
    public void report(List<PoolState> pools, Instant now) {}

    @Override
    public void stop(Instant now) {
        if (stopWorkers) {
            actuator.stopAll(now);
        }
        actuator.close();
    }
}

package dev.spillway.controller.serve;

import dev.spillway.controller.catalog.Defaults;
import dev.spillway.controller.journal.NoteStore;
import dev.spillway.controller.pause.Pauses;
import dev.spillway.controller.settings.Settings;

/** A cluster. */
final class ClusterPlatform {

    private ClusterPlatform() {}

    static Platform connect(
            Settings.Platform.Kubernetes cluster,
            String redisHost,
            int redisPort,
            Defaults defaults,
            NoteStore notes,
            Pauses pauses) {
        throw new IllegalStateException("SPILLWAY_MODE is 'kubernetes'; allowed is local for now");
    }
}

package dev.spillway.controller.process;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * How worker processes are run.
 *
 * @param command what starts a worker, before its own variables: program and arguments
 * @param stateDirectory for records and logs
 * @param environment variables every worker gets on top of the controller's own
 * @param firstPort the first port to try
 * @param mostStarting workers that may be starting at the same time
 * @param drainLimit how long a worker may drain before it is killed
 * @param startLimit how long a worker may take to become ready before it is replaced
 */
public record ProcessSettings(
        List<String> command,
        Path stateDirectory,
        Map<String, String> environment,
        int firstPort,
        int mostStarting,
        Duration drainLimit,
        Duration startLimit) {

    public ProcessSettings {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
    }
}

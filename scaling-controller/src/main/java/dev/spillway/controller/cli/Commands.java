package dev.spillway.controller.cli;

import picocli.CommandLine;
import picocli.CommandLine.IFactory;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Map;

/** Makes the commands, with what they need from outside. */
final class Commands implements IFactory {

    private final Map<String, String> environment;

    Commands(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    @Override
    public <K> K create(Class<K> type) throws Exception {
        if (type == ServeCommand.class) {
            return type.cast(new ServeCommand(environment));
        }
        if (type == ValidateCommand.class) {
            return type.cast(new ValidateCommand(environment));
        }
        if (type == StatusCommand.class) {
            return type.cast(new StatusCommand());
        }
        if (type == ExplainCommand.class) {
            return type.cast(new ExplainCommand(InstantSource.system()));
        }
        if (type == ReplayCommand.class) {
            return type.cast(new ReplayCommand());
        }
        if (type == KeyCommand.class) {
            return type.cast(new KeyCommand(new SecureRandom()));
        }
        if (type == SimulateCommand.class) {
            return type.cast(new SimulateCommand(environment, System::nanoTime));
        }
        if (type == DoctorCommand.class) {
            return type.cast(new DoctorCommand());
        }
        return CommandLine.defaultFactory().create(type);
    }
}

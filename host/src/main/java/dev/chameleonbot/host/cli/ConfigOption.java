package dev.chameleonbot.host.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says which configuration is meant, for the commands that read one. */
final class ConfigOption {
    @Option(
            names = {"-c", "--config"},
            paramLabel = "FILE",
            description = "The configuration file.")
    private @Nullable Path named;

    @Parameters(arity = "0..1", paramLabel = "FILE", description = "The same, without --config.")
    private @Nullable Path bare;

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec command;

    /** The file; to be given exactly once. */
    Path file() {
        Path first = named == null ? bare : named;
        if (first == null) {
            throw new ParameterException(command.commandLine(), "Say which configuration: --config FILE");
        }
        if (named != null && bare != null) {
            throw new ParameterException(
                    command.commandLine(), "Two configurations are given, " + named + " and " + bare + "; name one");
        }
        return first;
    }
}

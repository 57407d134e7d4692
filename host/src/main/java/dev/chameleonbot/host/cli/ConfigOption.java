package dev.chameleonbot.host.cli;

import dev.chameleonbot.host.data.DataFolders;
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
            description = "The configuration file (default: the one that is found; see 'chameleon paths').")
    private @Nullable Path named;

    @Parameters(arity = "0..1", paramLabel = "FILE", description = "The same, without --config.")
    private @Nullable Path bare;

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec command;

    /** The folders with the file that is named, at most once; it is as good as found. */
    DataFolders in(DataFolders folders) {
        DataFolders meant = lookedForIn(folders);
        if (named == null && bare == null && !meant.hasConfiguration()) {
            throw CommandFailedException.unreadable(meant.withoutConfiguration());
        }
        return meant;
    }

    /** The same for a command that goes on without a configuration. */
    DataFolders lookedForIn(DataFolders folders) {
        if (named != null && bare != null) {
            throw new ParameterException(
                    command.commandLine(), "Two configurations are given, " + named + " and " + bare + "; name one");
        }
        return folders.withConfig(named == null ? bare : named);
    }
}

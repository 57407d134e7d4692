package dev.chameleonbot.host.cli;

import dev.chameleonbot.host.config.OperationException;
import dev.chameleonbot.host.data.DataFolders;
import dev.chameleonbot.host.data.ProcessEnvironment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** Which data are meant: those in one folder, or those that are found without being named. */
class DataOption {
    @Option(
            names = "--data",
            paramLabel = "DIR",
            scope = ScopeType.INHERIT,
            description =
                    "The folder of all data: config.json, accounts, plugins, state (default: CHAMELEON_DATA, or what"
                            + " 'chameleon paths' shows).")
    private @Nullable Path folder;

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec command;

    private final ProcessEnvironment around;

    DataOption() {
        this(ProcessEnvironment.ofThisProcess());
    }

    DataOption(ProcessEnvironment around) {
        this.around = around;
    }

    /** The words that were said for it, to say them to another command. */
    List<String> given() {
        return words("--data", folder);
    }

    static List<String> words(String option, @Nullable Path value) {
        return value == null ? List.of() : List.of(option, value.toString());
    }

    /** Where all data are, or would be. */
    DataFolders folders() {
        if (folder == null) {
            DataFolders found = DataFolders.find(around);
            refuseAFile(DataFolders.VARIABLE, around.environment().get(DataFolders.VARIABLE));
            return found;
        }
        refuseAFile("--data", folder.toString());
        return DataFolders.in(folder, around);
    }

    /** Goes on only where what this user writes among the data can be read by the user that runs with them. */
    static DataFolders requireOwn(DataFolders folders) throws OperationException {
        folders.requireWritableBy(System.getProperty("user.name"));
        return folders;
    }

    private void refuseAFile(String what, @Nullable String named) {
        if (named != null
                && !named.isBlank()
                && Files.isRegularFile(around.workingDirectory().resolve(named))) {
            throw new ParameterException(
                    command.commandLine(), what + " names " + named + ", which is a file; name the folder of all data");
        }
    }
}

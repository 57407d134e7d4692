package dev.chameleonbot.host.cli;

import dev.chameleonbot.engine.Secret;
import dev.chameleonbot.engine.io.IoWords;
import java.io.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The passphrase of a backup: from a file, the environment, or the terminal, but never a word of the command line. */
final class PassphraseOption {
    private static final String VARIABLE = "CHAMELEON_BACKUP_PASSPHRASE";
    private static final int SHORTEST = 8;

    @Option(
            names = "--passphrase-file",
            paramLabel = "FILE",
            description = "A file whose first line is the passphrase (default: " + VARIABLE
                    + ", else it is asked for on the terminal).")
    private @Nullable Path file;

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec command;

    /** A new one, asked for twice. */
    Secret chosen() {
        Secret passphrase = given().orElseGet(() -> {
            Secret first = typed("Passphrase for the key in the backup: ");
            if (!first.equals(typed("The same again: "))) {
                throw new CommandFailedException(
                        CommandFailedException.PROBLEMS, "The two passphrases differ; nothing was done");
            }
            return first;
        });
        if (passphrase.reveal().length() < SHORTEST) {
            throw new CommandFailedException(
                    CommandFailedException.PROBLEMS,
                    "The passphrase is too short; take one of " + SHORTEST + " characters or more");
        }
        return passphrase;
    }

    /** The one that was chosen. */
    Secret known() {
        return given().orElseGet(() -> typed("Passphrase of the backup: "));
    }

    private Optional<Secret> given() {
        if (file == null) {
            return Optional.ofNullable(System.getenv(VARIABLE))
                    .filter(value -> !value.isBlank())
                    .map(Secret::of);
        }
        try {
            return Optional.of(Files.readString(file).lines().findFirst().orElse(""))
                    .filter(line -> !line.isBlank())
                    .map(Secret::of)
                    .or(() -> {
                        throw new CommandFailedException(
                                CommandFailedException.UNREADABLE, "The first line of " + file + " is no passphrase");
                    });
        } catch (IOException e) {
            throw new CommandFailedException(
                    CommandFailedException.UNREADABLE,
                    "The passphrase cannot be read from " + file + ": " + IoWords.of(e));
        }
    }

    @SuppressWarnings(
            "SystemConsoleNull") // The launcher has said whether there is a terminal; before 22 Java does, too.
    private Secret typed(String prompt) {
        Console console = System.console();
        if (console == null || !Boolean.getBoolean("chameleon.terminal")) {
            throw new ParameterException(
                    command.commandLine(),
                    "A passphrase is needed, and there is no terminal to ask for it: name a file with"
                            + " --passphrase-file, or set " + VARIABLE);
        }
        char[] typed = console.readPassword("%s", prompt);
        if (typed == null || new String(typed).isBlank()) {
            throw new CommandFailedException(CommandFailedException.PROBLEMS, "No passphrase was given");
        }
        return Secret.of(new String(typed));
    }
}

package dev.chameleonbot.host.cli;

import dev.chameleonbot.engine.model.Secret;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The passphrase of a backup: from a file, the environment, or the terminal, but never a word of the command line. */
final class PassphraseOption {
    static final String VARIABLE = "CHAMELEON_BACKUP_PASSPHRASE";
    private static final String PASSPHRASE = "passphrase";
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
        Secret passphrase = given().or(
                        () -> SecretInput.typedTwice("Passphrase for the key in the backup: ", PASSPHRASE))
                .orElseThrow(this::needed);
        if (passphrase.reveal().length() < SHORTEST) {
            throw new CommandFailedException(
                    "The passphrase is too short; take one of " + SHORTEST + " characters or more");
        }
        return passphrase;
    }

    /** The one that was chosen. */
    Secret known() {
        return given().or(() -> SecretInput.typed("Passphrase of the backup: ", PASSPHRASE))
                .orElseThrow(this::needed);
    }

    private ParameterException needed() {
        return new ParameterException(
                command.commandLine(),
                "A passphrase is needed, and there is no terminal to ask for it: name a file with --passphrase-file, or"
                        + " set " + VARIABLE);
    }

    private Optional<Secret> given() {
        return file == null
                ? Optional.ofNullable(System.getenv(VARIABLE))
                        .filter(value -> !value.isBlank())
                        .map(Secret::of)
                : Optional.of(SecretInput.in(file, PASSPHRASE));
    }
}

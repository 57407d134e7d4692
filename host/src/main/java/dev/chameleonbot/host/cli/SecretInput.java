package dev.chameleonbot.host.cli;

import dev.chameleonbot.engine.io.IoWords;
import dev.chameleonbot.engine.model.Secret;
import java.io.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How somebody gives a secret: in a file, or on the terminal without seeing it, but never as a word of the command line. */
final class SecretInput {
    private SecretInput() {}

    /**
     * The first line of a file.
     *
     * @param what what it is to hold, such as {@code "passphrase"}
     */
    static Secret in(Path file, String what) {
        try {
            String line = Files.readString(file).lines().findFirst().orElse("");
            if (line.isBlank()) {
                throw CommandFailedException.unreadable("The first line of " + file + " is no " + what);
            }
            return Secret.of(line);
        } catch (IOException e) {
            throw CommandFailedException.unreadable(
                    "The " + what + " cannot be read from " + file + ": " + IoWords.of(e));
        }
    }

    /**
     * What somebody types at the terminal.
     *
     * @return it; empty if there is no terminal
     */
    @SuppressWarnings(
            "SystemConsoleNull") // The launcher has said whether there is a terminal; before 22 Java does, too.
    static Optional<Secret> typed(String prompt, String what) {
        @Nullable Console console = System.console();
        if (console == null || !Terminal.isThere()) {
            return Optional.empty();
        }
        char[] typed = console.readPassword("%s", prompt);
        if (typed == null || new String(typed).isBlank()) {
            throw new CommandFailedException("No " + what + " was given");
        }
        return Optional.of(Secret.of(new String(typed)));
    }

    /**
     * A new one, typed twice.
     *
     * @return it; empty if there is no terminal
     */
    static Optional<Secret> typedTwice(String prompt, String what) {
        Optional<Secret> first = typed(prompt, what);
        if (first.isPresent() && !first.equals(typed("The same again: ", what))) {
            throw new CommandFailedException("The two " + what + "s differ; nothing was done");
        }
        return first;
    }
}

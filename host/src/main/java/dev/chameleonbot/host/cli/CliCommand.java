package dev.chameleonbot.host.cli;

import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What every command has: its own specification, and so where it shows things. */
abstract class CliCommand {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    CommandSpec spec;

    Console console() {
        return Console.of(spec);
    }

    /** Where it was asked for JSON or not. */
    final Console console(boolean json) {
        return Console.of(spec, json);
    }

    final PrintWriter err() {
        return spec.commandLine().getErr();
    }

    final ParameterException wrongUsage(@Nullable String message) {
        return new ParameterException(spec.commandLine(), String.valueOf(message));
    }
}

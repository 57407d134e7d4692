package dev.chameleonbot.plugin.api;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apiguardian.api.API;

/**
 * One call of a command that may be answered: its writer is allowed, it is not resting, its arguments are there.
 *
 * @param command the command
 * @param message the message that calls it
 * @param arguments what was given, by the arguments' names; optional ones may be missing
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public record CommandCall(Command command, ChatMessage message, Map<String, String> arguments) {
    /** Copies the arguments. */
    public CommandCall {
        Objects.requireNonNull(command, "command");
        Objects.requireNonNull(message, "message");
        arguments = Map.copyOf(arguments);
    }

    /**
     * What was given for an argument.
     *
     * @param argument its name
     * @return the text, which is there for each that is required
     */
    public Optional<String> text(String argument) {
        return Optional.ofNullable(arguments.get(argument));
    }

    /**
     * What was given for an argument of the kind {@link Argument.Kind#NUMBER}.
     *
     * @param argument its name
     * @return the number, which is there if it is required
     * @throws NumberFormatException if it is an argument of another kind, and no number
     */
    public Optional<Long> number(String argument) {
        return text(argument).map(Long::valueOf);
    }
}

package dev.chameleonbot.plugin.api;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apiguardian.api.API;

/**
 * One valid call of a command: the writer has permission, the cooldown is over, and the arguments are valid.
 *
 * @param command the command
 * @param message the message that calls it
 * @param arguments the values by argument name; optional ones may be missing
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
     * The value of an argument.
     *
     * @param argument its name
     * @return the text; never empty for a required argument
     */
    public Optional<String> text(String argument) {
        return Optional.ofNullable(arguments.get(argument));
    }

    /**
     * The value of an argument of the kind {@link Argument.Kind#NUMBER}.
     *
     * @param argument its name
     * @return the number; never empty for a required argument
     * @throws NumberFormatException if the argument is of another kind and its value is not a number
     */
    public Optional<Long> number(String argument) {
        return text(argument).map(Long::valueOf);
    }
}

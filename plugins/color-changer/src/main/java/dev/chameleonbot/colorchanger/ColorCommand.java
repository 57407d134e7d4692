package dev.chameleonbot.colorchanger;

import dev.chameleonbot.plugin.api.ChatColor;
import java.util.Locale;
import java.util.Optional;

/** A command of an account to its color changer in chat. */
sealed interface ColorCommand {
    /** {@code cce}: change colours from now on. */
    record Enable() implements ColorCommand {}

    /** {@code ccd}: stop changing colours. */
    record Disable() implements ColorCommand {}

    /** {@code ccc <colour>}: set this colour now. */
    record Choose(ChatColor color) implements ColorCommand {}

    /** {@code ccc} without a valid colour. */
    record Invalid(String argument) implements ColorCommand {}

    /**
     * Reads a message as a command.
     *
     * @param text the message as Twitch delivered it
     * @return the command, or empty for ordinary text
     */
    static Optional<ColorCommand> parse(String text) {
        String[] words = VisibleText.of(text).split(" ", 2);
        return switch (words[0].toLowerCase(Locale.ROOT)) {
            case "cce" -> words.length == 1 ? Optional.of(new Enable()) : Optional.empty();
            case "ccd" -> words.length == 1 ? Optional.of(new Disable()) : Optional.empty();
            case "ccc" -> Optional.of(words.length == 1 ? new Invalid("") : choice(words[1]));
            default -> Optional.empty();
        };
    }

    private static ColorCommand choice(String argument) {
        return ChatColor.parse(argument).<ColorCommand>map(Choose::new).orElseGet(() -> new Invalid(argument));
    }
}

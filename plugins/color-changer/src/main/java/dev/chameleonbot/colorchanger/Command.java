package dev.chameleonbot.colorchanger;

import dev.chameleonbot.plugin.api.ChatColor;
import java.util.Locale;
import java.util.Optional;

/** What an account tells its color changer through chat. */
sealed interface Command {
    /** {@code cce}: change colours from now on. */
    record Enable() implements Command {}

    /** {@code ccd}: change no colours until told to. */
    record Disable() implements Command {}

    /** {@code ccc <colour>}: this colour, now. */
    record Choose(ChatColor color) implements Command {}

    /** {@code ccc} with something that is no colour, or with nothing. */
    record Invalid(String argument) implements Command {}

    /**
     * Reads a message as a command.
     *
     * @param text the message as Twitch delivered it
     * @return the command, or empty for ordinary text
     */
    static Optional<Command> parse(String text) {
        String[] words = visible(text).split(" ", 2);
        String argument = words.length == 2 ? words[1] : "";
        return switch (words[0].toLowerCase(Locale.ROOT)) {
            case "cce" -> argument.isEmpty() ? Optional.of(new Enable()) : Optional.empty();
            case "ccd" -> argument.isEmpty() ? Optional.of(new Disable()) : Optional.empty();
            case "ccc" ->
                Optional.of(ChatColor.parse(argument).<Command>map(Choose::new).orElseGet(() -> new Invalid(argument)));
            default -> Optional.empty();
        };
    }

    /**
     * The text as a person sees it: chat clients add invisible characters, such as U+E0000, so that Twitch takes a
     * message that repeats the one before. They go, and so does white space around and between words but one space.
     */
    private static String visible(String text) {
        StringBuilder visible = new StringBuilder(text.length());
        boolean space = false;
        for (int c : text.codePoints().toArray()) {
            if (isInvisible(c)) {
                continue;
            }
            if (Character.isWhitespace(c) || Character.isSpaceChar(c)) {
                space = !visible.isEmpty();
                continue;
            }
            if (space) {
                visible.append(' ');
                space = false;
            }
            visible.appendCodePoint(c);
        }
        return visible.toString();
    }

    /** Format characters, unassigned and private ones, and the fillers and selectors that Unicode calls ignorable. */
    private static boolean isInvisible(int c) {
        return switch (Character.getType(c)) {
            case Character.FORMAT, Character.UNASSIGNED, Character.PRIVATE_USE, Character.SURROGATE -> true;
            case Character.CONTROL -> !Character.isWhitespace(c);
            default ->
                (c >= 0xFE00 && c <= 0xFE0F) // variation selectors
                        || (c >= 0xE0100 && c <= 0xE01EF) // variation selectors supplement
                        || c == 0x034F // combining grapheme joiner
                        || c == 0x115F // Hangul choseong filler
                        || c == 0x1160 // Hangul jungseong filler
                        || c == 0x3164 // Hangul filler
                        || c == 0xFFA0; // halfwidth Hangul filler
        };
    }
}

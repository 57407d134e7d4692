package dev.chameleonbot.plugin.host;

import dev.chameleonbot.plugin.api.Argument;
import dev.chameleonbot.plugin.api.Command;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Parses the text of a message that calls a command. Chat clients add invisible characters, often U+E0000, so that
 * Twitch accepts a repeated message; they count as blanks.
 */
final class CommandLine {
    private static final String BLANK = "[\\s\\p{Z}\\p{Cc}\\p{Cn}\\x{34F}\\x{E0001}-\\x{E007F}]";
    private static final Pattern WORD = Pattern.compile("[^" + BLANK.substring(1, BLANK.length() - 1) + "]+");
    private static final Pattern END = Pattern.compile(BLANK + "+$");
    private static final Pattern NUMBER = Pattern.compile("[+-]?\\d{1,18}");

    private CommandLine() {}

    /** The command's name in a text that begins with the prefix; empty if there is none. */
    static String name(String text) {
        Matcher word = WORD.matcher(text);
        String first = word.lookingAt() ? word.group() : "";
        return first.substring(Math.min(first.length(), Command.PREFIX.length()))
                .toLowerCase(Locale.ROOT);
    }

    /** The value of each argument; empty if the text does not match the arguments. */
    static Optional<Map<String, String>> arguments(String text, List<Argument> arguments) {
        Map<String, String> given = new HashMap<>();
        Matcher word = WORD.matcher(text);
        boolean any = word.find();
        for (Argument argument : arguments) {
            any = any && word.find();
            if (!any) {
                if (argument.required()) {
                    return Optional.empty();
                }
                continue;
            }
            String value = argument.kind() == Argument.Kind.REST
                    ? END.matcher(text.substring(word.start())).replaceFirst("")
                    : word.group();
            if (argument.kind() == Argument.Kind.NUMBER && !isNumber(value, argument)) {
                return Optional.empty();
            }
            given.put(argument.name(), value);
        }
        return Optional.of(given);
    }

    private static boolean isNumber(String word, Argument argument) {
        if (!NUMBER.matcher(word).matches()) {
            return false;
        }
        long number = Long.parseLong(word);
        return argument.least() <= number && number <= argument.most();
    }
}

package dev.chameleonbot.customcommands;

import dev.chameleonbot.plugin.api.ChatMessage;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a command is answered with: a text with placeholders.
 *
 * <p>{@code {user}} is who called, {@code {text}} what follows the command, {@code {target}} the first word of that without
 * its {@code @}, or who called where there is none, {@code {channel}} the channel, {@code {count}} how often the command
 * was answered for the account, this time included.
 *
 * @param template the text
 */
record Reply(String template) {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([a-z]+)}");
    private static final Set<String> KNOWN = Set.of("user", "text", "target", "channel", "count");
    private static final int LONGEST = 500;

    /** Whether the number of answers shows. */
    boolean counts() {
        return template.contains("{count}");
    }

    /** What looks like a placeholder and is none. */
    List<String> unknown() {
        return PLACEHOLDER
                .matcher(template)
                .results()
                .filter(found -> !KNOWN.contains(found.group(1)))
                .map(MatchResult::group)
                .distinct()
                .toList();
    }

    /** The answer to one call, cut where Twitch would refuse it. What is put in is not looked at for placeholders. */
    String to(ChatMessage call, String text, long count) {
        String answer = PLACEHOLDER
                .matcher(template)
                .replaceAll(found -> Matcher.quoteReplacement(
                        switch (found.group(1)) {
                            case "user" -> call.chatterName();
                            case "text" -> text;
                            case "target" -> target(call, text);
                            case "channel" -> call.channelLogin();
                            case "count" -> Long.toString(count);
                            default -> found.group();
                        }));
        return answer.codePointCount(0, answer.length()) <= LONGEST
                ? answer
                : answer.substring(0, answer.offsetByCodePoints(0, LONGEST));
    }

    private static String target(ChatMessage call, String text) {
        String first = text.split("\\s", 2)[0];
        String name = first.startsWith("@") ? first.substring(1) : first;
        return name.isEmpty() ? call.chatterName() : name;
    }
}

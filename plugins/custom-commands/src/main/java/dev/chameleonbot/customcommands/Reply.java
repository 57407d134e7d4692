package dev.chameleonbot.customcommands;

import dev.chameleonbot.plugin.api.ChatMessage;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The answer to a command: a text with placeholders.
 *
 * <p>{@code {user}} is the caller, {@code {text}} the text after the command, {@code {target}} its first word without
 * {@code @}, or the caller if there is none, {@code {channel}} the channel, {@code {count}} how often the command was
 * answered for the account, including this time.
 *
 * @param template the text
 */
record Reply(String template) {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([a-z]+)}");
    private static final Set<String> KNOWN = Set.of("user", "text", "target", "channel", "count");
    private static final int LONGEST = 500;

    /**
     * Precedes text that would be a command: a mark that starts no command and that nobody strips, because it is
     * visible.
     */
    private static final String GUARD = "\u00bb ";

    private static final Pattern UNSEEN = Pattern.compile("[\\s\\p{Z}\\p{C}\\x{34F}\\x{115F}\\x{1160}\\x{17B4}\\x{17B5}"
            + "\\x{180B}-\\x{180F}\\x{2800}\\x{3164}\\x{FE00}-\\x{FE0F}\\x{FFA0}\\x{E0100}-\\x{E01EF}]*");
    /** The prefix of a command of Twitch or of most bots. */
    private static final Pattern COMMAND = Pattern.compile(UNSEEN.pattern() + "[/.!]");

    private static final Pattern BREAKS = Pattern.compile("[\\p{Cc}\\p{Zl}\\p{Zp}]");
    /** Unicode's Bidi_Control. */
    private static final Pattern BIDI =
            Pattern.compile("[\\x{61C}\\x{200E}\\x{200F}\\x{202A}-\\x{202E}\\x{2066}-\\x{2069}]");

    /** Whether the text contains the number of answers. */
    boolean counts() {
        return template.contains("{count}");
    }

    /** A warning about unknown placeholders, if there are any. */
    Optional<String> unknown() {
        String unknown = PLACEHOLDER
                .matcher(template)
                .results()
                .filter(found -> !KNOWN.contains(found.group(1)))
                .map(MatchResult::group)
                .distinct()
                .collect(Collectors.joining(", "));
        return unknown.isEmpty()
                ? Optional.empty()
                : Optional.of("has " + unknown
                        + ", which is not replaced; known are {user}, {text}, {target}, {channel}" + " and {count}");
    }

    /**
     * The answer to one call, cut to Twitch's limit. Inserted values are not searched for placeholders; they cannot
     * start the answer as a command, nor change how the rest of it is displayed.
     */
    String to(ChatMessage call, String text, long count) {
        StringBuilder answer = new StringBuilder();
        Matcher placeholder = PLACEHOLDER.matcher(template);
        int copied = 0;
        while (placeholder.find()) {
            answer.append(template, copied, placeholder.start());
            copied = placeholder.end();
            switch (placeholder.group(1)) {
                case "user" -> put(call.chatterName(), answer);
                case "text" -> put(text, answer);
                case "target" -> put(target(call, text), answer);
                case "channel" -> put(call.channelLogin(), answer);
                case "count" -> put(Long.toString(count), answer);
                default -> answer.append(placeholder.group());
            }
        }
        answer.append(template, copied, template.length());
        return answer.codePointCount(0, answer.length()) <= LONGEST
                ? answer.toString()
                : answer.substring(0, answer.offsetByCodePoints(0, LONGEST));
    }

    private static void put(String given, StringBuilder answer) {
        String plain = BIDI.matcher(BREAKS.matcher(given).replaceAll(" ")).replaceAll("");
        if (UNSEEN.matcher(answer).matches() && COMMAND.matcher(plain).lookingAt()) {
            answer.append(GUARD);
        }
        answer.append(plain);
    }

    private static String target(ChatMessage call, String text) {
        String first = text.split("\\s", 2)[0];
        String name = first.startsWith("@") ? first.substring(1) : first;
        return name.isEmpty() ? call.chatterName() : name;
    }
}

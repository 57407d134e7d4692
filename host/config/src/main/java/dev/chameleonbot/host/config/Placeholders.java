package dev.chameleonbot.host.config;

import java.util.regex.Pattern;

/** What sample configurations, this program's and the original's, hold where the operator's own values belong. */
final class Placeholders {
    /** Told exactly: people do call themselves {@code your_something}. */
    private static final Pattern NAME =
            Pattern.compile("your_(twitch_)?(account|username|channel)(_?\\d+)?|another_channel");
    /** No id, secret or token of Twitch's has such characters. */
    private static final Pattern CREDENTIAL = Pattern.compile(
            "your[_ -].*|<.*>|placeholder|fake_token|example_token_twenty_chars", Pattern.CASE_INSENSITIVE);

    private Placeholders() {}

    /** Whether it is one for the name of an account or a channel. */
    static boolean isName(String name) {
        return NAME.matcher(name).matches();
    }

    /** Whether it is one for an application's id or secret, or for a token. */
    static boolean isCredential(String text) {
        return CREDENTIAL.matcher(text).matches();
    }
}

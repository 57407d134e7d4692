package dev.chameleonbot.engine.eventsub;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What can be reported about an unreadable frame without its content, as far as it is found; the length is in characters. */
record FrameTraits(Optional<String> type, Optional<String> subscriptionType, Optional<String> id, int length) {
    private static final Pattern TYPE = field("message_type");
    private static final Pattern SUBSCRIPTION_TYPE = field("subscription_type");
    private static final Pattern ID = field("message_id");

    private static Pattern field(String name) {
        return Pattern.compile('"' + name + "\"\\s{0,8}:\\s{0,8}\"([\\w.+/=-]{1,80})\"");
    }

    static FrameTraits of(String text) {
        return new FrameTraits(first(TYPE, text), first(SUBSCRIPTION_TYPE, text), first(ID, text), text.length());
    }

    private static Optional<String> first(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    /** Type, id and size, as far as they are known. */
    @Override
    public String toString() {
        return "type " + type.orElse("unknown")
                + subscriptionType.map(name -> " of " + name).orElse("")
                + ", message id " + id.orElse("unknown")
                + ", " + length + " characters";
    }
}

package dev.chameleonbot.engine.color;

/**
 * The message that led to a colour request, and when it came this far; times are those of the monotonic clock, in
 * nanoseconds. The message's id is the correlation id: it stands in the log's context as
 * {@code correlation_id}, and in the {@link ColorChangeEvent}.
 *
 * @param messageId Twitch's id of the message; empty if no message led to the colour request
 * @param arrived when its frame had been read
 * @param begun when the behaviour began to handle it
 */
public record Origin(String messageId, String channel, long arrived, long begun) {
    /** For colour requests that no message led to. */
    public static final Origin NONE = new Origin("", "", 0, 0);

    /** Whether there is a message. */
    public boolean isMessage() {
        return !messageId.isEmpty();
    }
}

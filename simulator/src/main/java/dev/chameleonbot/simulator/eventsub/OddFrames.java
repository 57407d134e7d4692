package dev.chameleonbot.simulator.eventsub;

import dev.chameleonbot.simulator.fault.OddFrame;
import dev.chameleonbot.simulator.websocket.Frame;
import java.util.Arrays;

/** Makes frames that no client expects. */
public final class OddFrames {
    private static final int HUGE_TEXT = 2 << 20;
    private static final int NESTED = 20_000;
    private static final int ANNOUNCED_BUT_NOT_SENT = 500;
    private static final String EMPTY_EVENT =
            ",\"subscription_type\":\"channel.chat.message\",\"subscription_version\":\"1\"},\"payload\":{\"subscription\":"
                + "{\"id\":\"0\",\"status\":\"enabled\",\"type\":\"channel.chat.message\",\"version\":\"1\"},\"event\":";

    private OddFrames() {}

    /** Sends an odd frame on a session. */
    public static void send(Session session, OddFrame kind) {
        if (kind == OddFrame.CUT_OFF) {
            session.socket().sendAndAbort(cutOff());
        } else {
            session.send(encode(kind));
        }
    }

    /** Sends any text on a session. */
    public static void sendText(Session session, String text) {
        session.send(Frame.text(Frames.utf8(text)));
    }

    private static byte[] cutOff() {
        byte[] whole = encode(OddFrame.NULL_EVENT);
        byte[] cut = Arrays.copyOf(whole, whole.length - 1);
        int announced = ((cut[2] & 0xFF) << 8) | (cut[3] & 0xFF);
        announced += ANNOUNCED_BUT_NOT_SENT;
        cut[2] = (byte) (announced >> 8);
        cut[3] = (byte) announced;
        return cut;
    }

    private static byte[] encode(OddFrame kind) {
        return switch (kind) {
            case INVALID_JSON -> text("this is {not JSON,,");
            case TRUNCATED_JSON -> text(Frames.metadata("notification") + EMPTY_EVENT + "{\"chatter_user_id\":\"1");
            case HUGE ->
                text(Frames.metadata("notification") + EMPTY_EVENT + "{\"message\":{\"text\":\"" + "x".repeat(HUGE_TEXT)
                        + "\"}}}}");
            case INVALID_UTF8 ->
                Frame.text(
                        Frames.utf8("{\"metadata\":{\"message_id\":\""),
                        new byte[] {(byte) 0xC3, 0x28, (byte) 0xFF},
                        Frames.utf8("\"}}"));
            case DEEPLY_NESTED -> text("{\"metadata\":" + "[".repeat(NESTED) + "]".repeat(NESTED) + "}");
            case EMPTY -> text("");
            case BINARY -> Frame.binary(new byte[] {0, 1, 2, 3});
            case NOT_AN_OBJECT -> text("[1,2,3]");
            case NO_METADATA -> text("{\"payload\":{}}");
            case NULL_EVENT, CUT_OFF -> text(Frames.metadata("notification") + EMPTY_EVENT + "null}}");
            case UNKNOWN_MESSAGE_TYPE -> text(Frames.metadata("session_party") + "},\"payload\":{\"cake\":true}}");
            case UNKNOWN_SUBSCRIPTION_TYPE ->
                text(Frames.metadata("notification") + EMPTY_EVENT.replace("channel.chat.message", "channel.moon.phase")
                        + "{\"phase\":\"full\"}}}");
            case RESERVED_BITS -> Frame.encode(0xF1, Frames.utf8("{}"));
        };
    }

    private static byte[] text(String text) {
        return Frame.text(Frames.utf8(text));
    }
}

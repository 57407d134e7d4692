package dev.chameleonbot.simulator.websocket;

/** Encodes frames of RFC 6455 as a server sends them: final and unmasked. */
public final class Frame {
    static final int TEXT = 0x1;
    static final int BINARY = 0x2;
    static final int CLOSE = 0x8;
    static final int PING = 0x9;
    static final int PONG = 0xA;

    private Frame() {}

    /** A text frame whose payload is the parts, one after another. */
    public static byte[] text(byte[]... parts) {
        return encode(0x80 | TEXT, parts);
    }

    /** A binary frame. */
    public static byte[] binary(byte[] payload) {
        return encode(0x80 | BINARY, payload);
    }

    /**
     * Any frame, valid or not.
     *
     * @param first the first byte: the final bit, the reserved bits and the operation
     * @param parts the payload
     */
    public static byte[] encode(int first, byte[]... parts) {
        int length = 0;
        for (byte[] part : parts) {
            length += part.length;
        }
        int head = length < 126 ? 2 : length < 1 << 16 ? 4 : 10;
        byte[] frame = new byte[head + length];
        frame[0] = (byte) first;
        frame[1] = (byte) (head == 2 ? length : head == 4 ? 126 : 127);
        for (int i = 2, shift = (head - 3) * 8; i < head; i++, shift -= 8) {
            frame[i] = shift < 32 ? (byte) (length >>> shift) : 0;
        }
        int at = head;
        for (byte[] part : parts) {
            System.arraycopy(part, 0, frame, at, part.length);
            at += part.length;
        }
        return frame;
    }
}

package dev.chameleonbot.engine.eventsub;

import okhttp3.Request;
import okhttp3.WebSocket;
import okio.ByteString;

/** A socket that nothing comes in on; what is sent goes nowhere. */
record SilentSocket(Request request) implements WebSocket {
    @Override
    public long queueSize() {
        return 0;
    }

    @Override
    public boolean send(String text) {
        return true;
    }

    @Override
    public boolean send(ByteString bytes) {
        return true;
    }

    @Override
    public boolean close(int code, String reason) {
        return true;
    }

    @Override
    public void cancel() {}
}

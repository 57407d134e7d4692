package dev.chameleonbot.host.web;

import java.util.List;
import java.util.SequencedMap;

/** The chat of a demo, in which anybody may write as any of its accounts. */
public interface DemoChat {
    /** Where each account listens, by login. */
    SequencedMap<String, List<String>> channels();

    /** Writes something. */
    void say(String account, String channel, String text);
}

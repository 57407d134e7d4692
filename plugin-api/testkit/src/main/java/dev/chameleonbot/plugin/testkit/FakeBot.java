package dev.chameleonbot.plugin.testkit;

import dev.chameleonbot.plugin.api.Account;
import dev.chameleonbot.plugin.api.Bot;
import dev.chameleonbot.plugin.api.ChannelId;
import dev.chameleonbot.plugin.api.ChatColor;
import dev.chameleonbot.plugin.api.ColorResult;
import dev.chameleonbot.plugin.api.Commands;
import dev.chameleonbot.plugin.api.Events;
import dev.chameleonbot.plugin.api.Memory;
import dev.chameleonbot.plugin.api.Metrics;
import dev.chameleonbot.plugin.api.SayResult;
import dev.chameleonbot.plugin.api.Schedule;
import dev.chameleonbot.plugin.api.Services;
import dev.chameleonbot.plugin.api.Settings;
import dev.chameleonbot.plugin.host.SessionLimits;
import dev.chameleonbot.plugin.host.SessionPlatform;
import java.time.InstantSource;
import java.util.Objects;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The bot of one session. After the session is closed, it ignores every request. */
final class FakeBot implements Bot {
    private static final Logger LOG = LoggerFactory.getLogger("plugin.under-test");

    private final Account account;
    private final Settings settings;
    private final SessionMemory memory;
    private final Turns turns;
    private final VirtualTime time;
    private final FakeColorWriter colors;
    private final FakeChatWriter chat;
    private final SessionPlatform platform;
    private boolean closed;

    FakeBot(
            Account account,
            Settings settings,
            Memory memory,
            Turns turns,
            VirtualTime time,
            FakeColorWriter colors,
            FakeChatWriter chat,
            SessionPlatform platform) {
        this.account = account;
        this.settings = settings;
        this.memory = new SessionMemory(memory);
        this.turns = turns;
        this.time = time;
        this.colors = colors;
        this.chat = chat;
        this.platform = platform;
    }

    /** The session's platform. */
    SessionPlatform platform() {
        return platform;
    }

    /** Drops the session's requests, and ends its tasks and registrations. */
    void close() {
        closed = true;
        colors.drop();
        platform.close();
    }

    /** Closes what the session's last call may still use. */
    void end() {
        memory.end();
    }

    @Override
    public Account account() {
        return account;
    }

    @Override
    public void changeColor(ChatColor color, Consumer<? super ColorResult> whenDone) {
        Objects.requireNonNull(whenDone, "whenDone");
        FakeColorWriter.Wish wish = new FakeColorWriter.Wish(color, result -> {
            platform.limits().results().giveBack();
            whenDone.accept(result);
        });
        if (!closed) {
            platform.limits().results().take();
            colors.wish(wish);
        }
    }

    @Override
    public void say(ChannelId channel, String text, Consumer<? super SayResult> whenDone) {
        SessionLimits.requireSayable(text);
        Said message = new Said(channel, text);
        Objects.requireNonNull(whenDone, "whenDone");
        if (!closed) {
            platform.limits().said().take();
            SayResult result = chat.say(message);
            platform.said(channel, text);
            turns.add(
                    () -> { // Twitch answers once this call is over.
                        platform.limits().said().giveBack();
                        whenDone.accept(result);
                    });
        }
    }

    @Override
    public Settings settings() {
        return settings;
    }

    @Override
    public Memory memory() {
        return memory;
    }

    @Override
    public Schedule schedule() {
        return platform.schedule();
    }

    @Override
    public InstantSource clock() {
        return time;
    }

    @Override
    public Commands commands() {
        return platform.commands();
    }

    @Override
    public Services services() {
        return platform.services();
    }

    @Override
    public Events events() {
        return platform.events();
    }

    @Override
    public Metrics metrics() {
        return platform.metrics();
    }

    @Override
    public void showStatus(String text) {
        platform.showStatus(text);
    }

    @Override
    public Logger log() {
        return LOG;
    }
}

package dev.chameleonbot.engine.dispatch;

import dev.chameleonbot.engine.color.Origin;
import dev.chameleonbot.engine.metrics.Tally;
import dev.chameleonbot.plugin.api.Account;
import dev.chameleonbot.plugin.api.Bot;
import dev.chameleonbot.plugin.api.ChannelId;
import dev.chameleonbot.plugin.api.ChatColor;
import dev.chameleonbot.plugin.api.ColorResult;
import dev.chameleonbot.plugin.api.Commands;
import dev.chameleonbot.plugin.api.Events;
import dev.chameleonbot.plugin.api.Memory;
import dev.chameleonbot.plugin.api.Metrics;
import dev.chameleonbot.plugin.api.Registration;
import dev.chameleonbot.plugin.api.SayResult;
import dev.chameleonbot.plugin.api.Schedule;
import dev.chameleonbot.plugin.api.Services;
import dev.chameleonbot.plugin.api.Settings;
import dev.chameleonbot.plugin.api.SettingsSchema;
import dev.chameleonbot.plugin.host.SessionLimits;
import dev.chameleonbot.plugin.host.SessionPlatform;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One account as one session sees it. Results and alarms go through the session's mailbox, and so come one at a time with
 * its messages. How much a session may ask for before that is answered is limited: so its mailbox is, too.
 */
final class SessionBot implements Bot {
    private final Session session;
    private final BotServices shared;
    private final Memory memory;
    private final SessionPlatform platform;
    private final Logger log;
    private final SessionLimits limits;
    private final Tally<Class<?>> said = Tally.ofResults(SayResult.class);
    /** Read before the behaviour sees this bot, on the session's thread. */
    private volatile Settings settings = SettingsSchema.undeclared().settings(Map.of());

    private volatile boolean closed;
    private volatile Origin origin = Origin.NONE;

    /** Closed by {@link #close}. */
    SessionBot(Session session, BotServices shared, Memory memory) {
        this.session = session;
        this.shared = shared;
        this.memory = memory;
        this.platform =
                shared.platform().session(shared.account().id(), task -> session.enqueue(task, true), this::alarm);
        this.limits = platform.limits();
        this.log = LoggerFactory.getLogger("plugin." + session.pluginId());
    }

    /** What the session has besides this bot. */
    SessionPlatform platform() {
        return platform;
    }

    /** Takes what the operator has set. */
    void configure(Settings configured) {
        settings = configured;
    }

    /**
     * What the session has counted and measured, and what became of its chat messages, by name; what it has counted under the
     * same names itself is its own affair.
     */
    Map<String, Long> figures() {
        Map<String, Long> figures = new TreeMap<>();
        said.now().forEach((result, count) -> {
            if (count > 0) {
                figures.merge(result.equals("not_allowed") ? "chat.failed" : "chat." + result, count, Long::sum);
            }
        });
        figures.putAll(platform.figures());
        return figures;
    }

    /** What is asked for from now on comes from this message. */
    void handles(Origin next) {
        origin = next;
    }

    void close() {
        closed = true;
        platform.close();
    }

    @Override
    public Account account() {
        return shared.account();
    }

    @Override
    public void changeColor(ChatColor color, Consumer<? super ColorResult> whenDone) {
        Objects.requireNonNull(color, "color");
        Objects.requireNonNull(whenDone, "whenDone");
        if (!closed) {
            limits.results().take();
            // That something went well is no news that anything waits for; that it did not may call for another try.
            shared.colors()
                    .write(
                            color,
                            origin,
                            result -> session.enqueue(
                                    () -> {
                                        limits.results().giveBack();
                                        whenDone.accept(result);
                                    },
                                    !(result instanceof ColorResult.Changed)));
        }
    }

    @Override
    public void say(ChannelId channel, String text, Consumer<? super SayResult> whenDone) {
        SessionLimits.requireSayable(text);
        Objects.requireNonNull(channel, "channel");
        Objects.requireNonNull(whenDone, "whenDone");
        if (!closed) {
            limits.said().take();
            platform.said(channel, text);
            shared.chat().say(channel, text, result -> {
                said.count(result.getClass());
                shared.meters().said(result);
                session.enqueue(
                        () -> {
                            limits.said().giveBack();
                            whenDone.accept(result);
                        },
                        !(result instanceof SayResult.Sent));
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
        return shared.timers();
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
        return log;
    }

    private Registration alarm(Duration delay, Runnable task) {
        return shared.timers().after(delay, task)::cancel;
    }
}

package dev.chameleonbot.plugin.testkit;

import dev.chameleonbot.plugin.api.Account;
import dev.chameleonbot.plugin.api.Bot;
import dev.chameleonbot.plugin.api.ChannelId;
import dev.chameleonbot.plugin.api.ChatColor;
import dev.chameleonbot.plugin.api.ColorResult;
import dev.chameleonbot.plugin.api.Memory;
import dev.chameleonbot.plugin.api.Schedule;
import dev.chameleonbot.plugin.api.Settings;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/** The bot of one session. Once that is closed, it ignores every request. */
final class FakeBot implements Bot {
    private static final int LONGEST_TEXT = 500;

    private final Account account;
    private final Settings settings;
    private final SessionMemory memory;
    private final VirtualTime time;
    private final ColorDesk colors;
    private final List<Said> said;
    private final Map<Class<?>, Object> services;
    private final Schedule schedule = new SessionSchedule();
    private boolean closed;

    FakeBot(
            Account account,
            Settings settings,
            Memory memory,
            VirtualTime time,
            ColorDesk colors,
            List<Said> said,
            Map<Class<?>, Object> services) {
        this.account = account;
        this.settings = settings;
        this.memory = new SessionMemory(memory);
        this.time = time;
        this.colors = colors;
        this.said = said;
        this.services = services;
    }

    /** Cancels the session's tasks and forgets its wishes. */
    void close() {
        closed = true;
        time.cancelAll();
        colors.drop();
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
        ColorDesk.Wish wish = new ColorDesk.Wish(color, whenDone);
        if (!closed) {
            colors.wish(wish);
        }
    }

    @Override
    public void say(ChannelId channel, String text) {
        if (text.isBlank() || text.codePointCount(0, text.length()) > LONGEST_TEXT) {
            throw new IllegalArgumentException("A chat message has 1 to " + LONGEST_TEXT + " characters");
        }
        Said message = new Said(channel, text);
        if (!closed) {
            said.add(message);
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
        return schedule;
    }

    @Override
    public InstantSource clock() {
        return time;
    }

    @Override
    public <S> Optional<S> service(Class<S> type) {
        return Optional.ofNullable(services.get(type)).map(type::cast);
    }

    private final class SessionSchedule implements Schedule {
        @Override
        public Task after(Duration delay, Runnable task) {
            Objects.requireNonNull(task, "task");
            return endedWithTheSession(time.after(delay, task));
        }

        @Override
        public Task every(Duration period, Runnable task) {
            Objects.requireNonNull(task, "task");
            return endedWithTheSession(time.every(period, task));
        }

        private Task endedWithTheSession(Task task) {
            if (closed) {
                task.close();
            }
            return task;
        }
    }
}

package dev.chameleonbot.host.demo;

import dev.chameleonbot.plugin.api.ChatColor;
import dev.chameleonbot.simulator.ChatLine;
import dev.chameleonbot.simulator.ServedReport;
import dev.chameleonbot.simulator.Simulator;
import dev.chameleonbot.simulator.journal.JournalEntry;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Shows what the chat leads to while it goes on: each message with its new colour, or, where there are too many to be
 * read, a line of figures each second.
 *
 * <p>A message waits in {@code unanswered}, guarded by this object's monitor, until the simulator's journal holds the
 * change that answers it; one thread looks there.
 */
final class ChangeTicker implements AutoCloseable {
    private static final Duration LOOK = Duration.ofMillis(50);
    private static final Duration FIGURES = Duration.ofSeconds(1);
    private static final int NO_CONTENT = 204;

    private final Simulator twitch;
    private final Screen screen;
    private final boolean readable;
    private final Map<String, Queue<ChatLine>> unanswered = new HashMap<>();
    private final CountDownLatch end = new CountDownLatch(1);
    private final Thread thread;
    private long shownUntil = System.nanoTime();

    ChangeTicker(Simulator twitch, Screen screen, boolean readable) {
        this.twitch = twitch;
        this.screen = screen;
        this.readable = readable;
        this.thread = Thread.ofVirtual().name("demo-ticker").start(this::run);
    }

    void said(ChatLine line) {
        if (readable) {
            synchronized (this) {
                unanswered
                        .computeIfAbsent(line.login(), login -> new ArrayDeque<>())
                        .add(line);
            }
        }
    }

    private void run() {
        try {
            while (!end.await((readable ? LOOK : FIGURES).toMillis(), TimeUnit.MILLISECONDS)) {
                show();
            }
            show();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void show() {
        if (!readable) {
            ServedReport now = twitch.served();
            screen.line(now.ownMessages() + " own messages, " + now.otherMessages() + " of others, "
                    + now.colorChanges() + " colours changed, " + now.missing() + " to be served");
            return;
        }
        for (JournalEntry entry : twitch.journal().entries(JournalEntry.Kind.COLOR_CHANGE)) {
            if (entry.nanoTime() > shownUntil && entry.status() == NO_CONTENT) {
                shownUntil = entry.nanoTime();
                answered(entry.login(), ChatColor.parse(entry.subject()).orElseThrow());
            }
        }
    }

    /** A change answers everything that its account had written until then. */
    private synchronized void answered(String login, ChatColor color) {
        Queue<ChatLine> lines = unanswered.getOrDefault(login, new ArrayDeque<>());
        for (ChatLine line = lines.poll(); line != null; line = lines.poll()) {
            screen.changed(line.channelLogin(), login, line.text(), color);
        }
    }

    @Override
    public void close() {
        end.countDown();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

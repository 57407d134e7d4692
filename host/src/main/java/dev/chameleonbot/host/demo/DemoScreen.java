package dev.chameleonbot.host.demo;

import dev.chameleonbot.host.demo.Chatter.Said;
import dev.chameleonbot.simulator.ServedReport;
import dev.chameleonbot.simulator.Simulator;
import dev.chameleonbot.simulator.journal.JournalEntry;
import dev.chameleonbot.simulator.journal.JournalEntry.Kind;
import java.io.PrintWriter;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Shows what happens: each message with the colour that its account got for it, or, where that would be too many, one
 * line a second with the counts and the newest change.
 *
 * <p>Messages are told by the chatting thread; everything else belongs to the thread that calls {@link #refresh}.
 */
final class DemoScreen {
    private static final int NO_CONTENT = 204;

    private final Simulator simulator;
    private final Swatches swatches;
    private final PrintWriter out;
    private final boolean eachMessage;
    private final ConcurrentLinkedQueue<Said> told = new ConcurrentLinkedQueue<>();
    private final Map<String, Deque<Said>> waiting = new HashMap<>();
    private final long start = System.nanoTime();
    private long changesSeen;
    private long secondsShown;

    DemoScreen(Simulator simulator, Swatches swatches, PrintWriter out, boolean eachMessage) {
        this.simulator = simulator;
        this.swatches = swatches;
        this.out = out;
        this.eachMessage = eachMessage;
    }

    /** Takes note of a message that is about to be said. */
    void said(Said message) {
        if (eachMessage) {
            told.add(message);
        }
    }

    /** Shows what is new. */
    void refresh() {
        if (eachMessage) {
            showMessages();
        } else {
            showCounts();
        }
        out.flush();
    }

    private void showMessages() {
        for (Said message = told.poll(); message != null; message = told.poll()) {
            waiting.computeIfAbsent(message.login(), login -> new ArrayDeque<>())
                    .add(message);
        }
        for (JournalEntry change : newChanges()) {
            Deque<Said> messages = waiting.getOrDefault(change.login(), new ArrayDeque<>());
            while (change.status() == NO_CONTENT
                    && !messages.isEmpty()
                    && messages.getFirst().nanoTime() <= change.nanoTime()) {
                show(messages.removeFirst(), change.subject());
            }
        }
    }

    private void show(Said message, String color) {
        String login = String.format(Locale.ROOT, "%-12s", message.login());
        out.println(swatches.swatch(color) + " " + swatches.text(color, login) + " in #" + message.channel() + ": "
                + message.text());
    }

    private List<JournalEntry> newChanges() {
        long count = simulator.journal().count(Kind.COLOR_CHANGE);
        List<JournalEntry> kept = simulator.journal().entries(Kind.COLOR_CHANGE);
        int fresh = (int) Math.min(kept.size(), count - changesSeen);
        changesSeen = count;
        return kept.subList(kept.size() - fresh, kept.size());
    }

    private void showCounts() {
        long seconds = (System.nanoTime() - start) / 1_000_000_000L;
        if (seconds == secondsShown) {
            return;
        }
        secondsShown = seconds;
        ServedReport served = simulator.served();
        String newest = newChanges().stream()
                .reduce((first, second) -> second)
                .map(change -> "  " + swatches.swatch(change.subject()) + " " + change.login())
                .orElse("");
        out.printf(
                Locale.ROOT,
                "%4d s  %,9d own  %,9d others  %,9d changes  p95 %6.1f ms%s%n",
                seconds,
                served.ownMessages(),
                served.otherMessages(),
                served.colorChanges(),
                served.latencyMicros().p95() / 1000.0,
                newest);
    }
}

package dev.chameleonbot.engine.dispatch;

import dev.chameleonbot.engine.Activity;
import dev.chameleonbot.engine.Activity.ColorChange;
import dev.chameleonbot.plugin.api.ChatColor;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** Counts what one account does, from any thread; to count a message takes no lock and no memory. */
public final class ActivityMeter {
    private final LongAdder others = new LongAdder();
    private final LongAdder own = new LongAdder();
    private final LongAdder changes = new LongAdder();
    private volatile @Nullable ColorChange last;

    /** Counts one message. */
    void heard(boolean isOwn) {
        (isOwn ? own : others).increment();
    }

    /**
     * Counts a colour that Twitch has taken.
     *
     * @param color the colour
     * @param at when
     */
    public void changed(ChatColor color, Instant at) {
        last = new ColorChange(color, at);
        changes.increment();
    }

    /** What was counted until now. */
    public Activity now() {
        long written = own.sum();
        return new Activity(others.sum() + written, written, changes.sum(), Optional.ofNullable(last));
    }
}

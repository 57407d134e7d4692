package dev.chameleonbot.engine.resilience;

import dev.chameleonbot.plugin.host.Mutex;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the log of what keeps accounts from Twitch: once when it begins, now and then while it lasts, once when it is over,
 * and for all accounts that it strikes together.
 *
 * <p>Thread-safe. The lock guards {@code outages}; lines are written outside of it.
 */
public final class OutageLog {
    private static final Logger log = LoggerFactory.getLogger(OutageLog.class);
    /** How long after the first line others follow: soon, to name those who were struck together, then as reminders. */
    private static final List<Duration> LINES =
            List.of(Duration.ofSeconds(5), Duration.ofMinutes(1), Duration.ofMinutes(5));

    private static final Duration BETWEEN_REMINDERS = Duration.ofMinutes(15);
    /** What begins again so soon was not over. */
    private static final Duration SETTLED = Duration.ofSeconds(10);

    private static final int MOST_NAMES = 3;

    private final Timers timers;
    private final Mutex lock = new Mutex();
    private final Map<String, Outage> outages = new HashMap<>();

    /** Knows of nothing yet. */
    public OutageLog(Timers timers) {
        this.timers = timers;
    }

    /**
     * Something keeps an account from what it wants.
     *
     * @param what what it wants, such as a channel's name; it may want several things at a time
     * @param failure why it does not get it, in a sentence
     */
    public void struck(String account, String what, Failure failure) {
        String key = failure.cause().isOwn()
                ? failure.cause() + " " + what
                : failure.cause().name();
        boolean begins = lock.get(() -> {
            boolean isNew = !outages.containsKey(key);
            Outage outage = outages.computeIfAbsent(key, any -> new Outage(key, failure, timers.nanos()));
            if (isNew) {
                arm(outage);
            }
            outage.struck(account, what);
            if (!failure.cause().isConsequence()) {
                movedTo(outage, account, what);
            }
            return isNew;
        });
        if (begins) {
            log.warn(
                    "{}: {}. It is tried again; the next lines about it count all accounts.", account, failure.words());
        }
    }

    /** An account has what it wants, if it was kept from it. */
    public void over(String account, String what) {
        change(outage -> outage.over(account, what));
    }

    /** An account has not got what it wanted, and does not want it any more: that is the end of no outage. */
    public void givenUp(String account, String what) {
        change(outage -> {
            if (outage.over(account, what) && !outage.struck.containsKey(account)) {
                outage.everybody.remove(account);
            }
        });
    }

    /** An account wants nothing any more. */
    public void forget(String account) {
        change(outage -> {
            outage.struck.remove(account);
            outage.everybody.remove(account);
        });
    }

    private void change(Consumer<Outage> step) {
        lock.run(() -> outages.values().forEach(outage -> {
            step.accept(outage);
            settle(outage);
        }));
    }

    /** It is kept from it by this now, and by nothing else any more. */
    private void movedTo(Outage now, String account, String what) {
        for (Outage outage : outages.values()) {
            if (!outage.equals(now) && outage.over(account, what)) {
                outage.leftIll(account);
                settle(outage);
            }
        }
    }

    private void settle(Outage outage) {
        if (outage.struck.isEmpty() && !outage.isOver) {
            outage.isOver = true;
            outage.endedAt = timers.nanos();
            int beginnings = outage.beginnings;
            timers.after(SETTLED, () -> end(outage, beginnings));
        }
    }

    private void end(Outage outage, int beginnings) {
        boolean isOver = lock.get(() -> {
            if (outage.beginnings != beginnings) {
                return false;
            }
            outages.remove(outage.key, outage);
            return !outage.everybody.isEmpty() || outage.someAreIll;
        });
        if (isOver) {
            log.info("{}", outage.end());
        }
    }

    private void arm(Outage outage) {
        Duration wait = outage.lines < LINES.size()
                ? LINES.get(outage.lines).minusNanos(timers.nanos() - outage.began)
                : BETWEEN_REMINDERS;
        timers.after(wait, () -> remind(outage));
    }

    private void remind(Outage outage) {
        String line = lock.get(() -> {
            if (!outage.equals(outages.get(outage.key))) {
                return "";
            }
            boolean tells = !outage.struck.isEmpty() && (outage.lines > 0 || outage.struck.size() > 1);
            String reminder = tells ? outage.reminder(timers.nanos()) : "";
            outage.lines++;
            arm(outage);
            return reminder;
        });
        if (!line.isEmpty()) {
            log.warn("{}", line);
        }
    }

    /** One thing that strikes accounts; guarded by the log's lock. */
    private static final class Outage {
        private final String key;
        private final Failure first;
        private final long began;
        /** What each account is kept from. */
        private final Map<String, Set<String>> struck = new LinkedHashMap<>();
        /** All whom it has struck since it began, and who are still there. */
        private final Set<String> everybody = new HashSet<>();

        /** Whether it went over into something else for somebody. */
        private boolean someAreIll;

        private int lines;
        /** Whether every account has what it wanted; it is not over before that has held for a while. */
        private boolean isOver;

        private long endedAt;
        private int beginnings = 1;

        Outage(String key, Failure first, long began) {
            this.key = key;
            this.first = first;
            this.began = began;
        }

        void struck(String account, String what) {
            struck.computeIfAbsent(account, any -> new HashSet<>(2)).add(what);
            everybody.add(account);
            beginnings += isOver ? 1 : 0;
            isOver = false;
        }

        /** Whether it was kept from that. */
        boolean over(String account, String what) {
            Set<String> wanted = struck.get(account);
            if (wanted == null || !wanted.remove(what)) {
                return false;
            }
            if (wanted.isEmpty()) {
                struck.remove(account);
            }
            return true;
        }

        /** Something else is the matter with it now: it has not recovered when this is over. */
        void leftIll(String account) {
            someAreIll = true;
            if (!struck.containsKey(account)) {
                everybody.remove(account);
            }
        }

        String reminder(long now) {
            return first.cause().sentence() + ", for " + time(now - began) + " now; accounts: " + names()
                    + ". It began with: " + first.words();
        }

        String end() {
            int count = everybody.size();
            String over = first.cause().sentence() + ": that is over, after " + time(endedAt - began);
            return count == 0
                    ? over
                    : over + "; "
                            + (count == 1 ? everybody.iterator().next() : count + " accounts")
                            + (count == 1 ? " has recovered" : " have recovered");
        }

        private String names() {
            List<String> some =
                    new ArrayList<>(struck.keySet().stream().limit(MOST_NAMES).toList());
            int more = struck.size() - some.size();
            return String.join(", ", some) + (more > 0 ? " and " + more + " more" : "");
        }

        private static String time(long nanos) {
            long seconds = Duration.ofNanos(nanos).toSeconds();
            return seconds < 120 ? seconds + " s" : seconds / 60 + " min";
        }
    }
}

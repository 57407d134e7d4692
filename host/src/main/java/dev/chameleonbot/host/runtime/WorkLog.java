package dev.chameleonbot.host.runtime;

import dev.chameleonbot.engine.model.AccountDiagnostics;
import dev.chameleonbot.engine.model.AccountStatus;
import dev.chameleonbot.engine.model.Activity;
import dev.chameleonbot.host.text.Counted;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs once a minute how the accounts stand and what they have done since the line before. A host where nothing happens
 * writes a line each five minutes, so that it can be distinguished from one that hangs.
 *
 * <p>For one thread, which calls {@link #tick} more often than once a minute.
 */
public final class WorkLog {
    private static final Logger log = LoggerFactory.getLogger(WorkLog.class);
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration LONGEST_SILENCE = Duration.ofMinutes(5);

    private final Supplier<List<AccountStatus>> accounts;
    private final Supplier<List<AccountDiagnostics>> diagnostics;
    private final LongSupplier nanos;
    private final Map<String, Activity> before = new HashMap<>();
    private long lastLook;
    private long lastLine;
    private String lastProgress = "";

    /** Logs the work of a host that begins now. */
    public WorkLog(BotHost host) {
        this(host::accounts, host.engine()::diagnostics, System::nanoTime);
    }

    WorkLog(
            Supplier<List<AccountStatus>> accounts,
            Supplier<List<AccountDiagnostics>> diagnostics,
            LongSupplier nanos) {
        this.accounts = accounts;
        this.diagnostics = diagnostics;
        this.nanos = nanos;
        this.lastLook = nanos.getAsLong();
        this.lastLine = lastLook;
    }

    /** Writes the line, if it is due. */
    public void tick() {
        long now = nanos.getAsLong();
        if (now - lastLook < MINUTE.toNanos()) {
            return;
        }
        lastLook = now;
        String progress = StartProgress.of(accounts.get()).toString();
        List<AccountDiagnostics> all = diagnostics.get();
        long heard = 0;
        long own = 0;
        long changed = 0;
        for (AccountDiagnostics one : all) {
            Activity earlier = earlier(one);
            heard += one.activity().heard() - earlier.heard();
            own += one.activity().own() - earlier.own();
            changed += one.activity().colorsChanged() - earlier.colorsChanged();
        }
        boolean isNews = heard > 0 || changed > 0 || !progress.equals(lastProgress);
        if (!isNews && now - lastLine < LONGEST_SILENCE.toNanos()) {
            return;
        }
        log.info(
                "{}; in the last {}: {} heard, {} of them own, {} changed",
                progress,
                minutes(now - lastLine),
                Counted.of(heard, "message"),
                Counted.number(own),
                Counted.of(changed, "colour"));
        lastLine = now;
        lastProgress = progress;
        before.clear();
        all.forEach(one -> before.put(one.login(), one.activity()));
    }

    /** What an account had done by the line before; nothing, where its counts have restarted since. */
    private Activity earlier(AccountDiagnostics account) {
        return Optional.ofNullable(before.get(account.login()))
                .filter(known -> known.heard() <= account.activity().heard()
                        && known.own() <= account.activity().own()
                        && known.colorsChanged() <= account.activity().colorsChanged())
                .orElse(new Activity(0, 0, 0, List.of()));
    }

    private static String minutes(long nanos) {
        long minutes = Math.round((double) nanos / MINUTE.toNanos());
        return minutes == 1 ? "minute" : minutes + " minutes";
    }
}

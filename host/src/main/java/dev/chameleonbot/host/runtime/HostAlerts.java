package dev.chameleonbot.host.runtime;

import dev.chameleonbot.engine.Engine;
import dev.chameleonbot.engine.model.AccountState;
import dev.chameleonbot.engine.model.AccountStatus;
import dev.chameleonbot.engine.model.EngineEvent;
import dev.chameleonbot.host.alerts.SentAlert;
import dev.chameleonbot.host.alerts.WebhookAlerts;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** What a host alerts of: by webhooks, or in a list for those who look at it. Any thread may call it. */
public final class HostAlerts implements AutoCloseable {
    private final Engine engine;
    private final MisconfiguredAccounts misconfigured;
    private final Duration atMostEvery;
    /** Null while nobody is alerted, nor looks at alerts. */
    private final AtomicReference<@Nullable WebhookAlerts> alerts;

    /**
     * The alerts of an engine.
     *
     * @param webhooks what the engine tells already; null where no webhook is configured
     */
    HostAlerts(
            Engine engine,
            MisconfiguredAccounts misconfigured,
            Duration atMostEvery,
            @Nullable WebhookAlerts webhooks) {
        this.engine = engine;
        this.misconfigured = misconfigured;
        this.atMostEvery = atMostEvery;
        this.alerts = new AtomicReference<>(webhooks);
    }

    /** Tells what has happened to the accounts that are, or were, misconfigured. */
    void tell(List<AccountStatus> before, List<AccountStatus> after, Instant now) {
        WebhookAlerts told = alerts.get();
        if (told != null) {
            MisconfiguredAccounts.changes(before, after, now).forEach(told::take);
        }
    }

    /** Lists what would be alerted of also where no webhook is configured, from now on; what is wrong already, too. */
    public void list() {
        if (alerts.get() != null) {
            return;
        }
        WebhookAlerts listed = WebhookAlerts.listing(atMostEvery);
        if (!alerts.compareAndSet(null, listed)) {
            listed.close();
            return;
        }
        var unused = engine.subscribe("alerts", event -> listed.take(misconfigured.marked(event)));
        Instant now = InstantSource.system().instant();
        for (AccountStatus status : misconfigured.among(engine.accounts())) {
            AccountStatus before = AccountStatus.initial(status.login(), AccountState.STARTING, now, 0);
            listed.take(new EngineEvent.AccountStatusChanged(now, before, status));
        }
    }

    /**
     * The last alerts that were sent, a hundred at most, the latest first; none where no webhook is configured, unless
     * {@link #list} was called.
     */
    public List<SentAlert> sent() {
        WebhookAlerts told = alerts.get();
        return told == null ? List.of() : told.sent();
    }

    @Override
    public void close() {
        WebhookAlerts told = alerts.get();
        if (told != null) {
            told.close();
        }
    }
}

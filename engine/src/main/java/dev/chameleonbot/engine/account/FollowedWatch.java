package dev.chameleonbot.engine.account;

import dev.chameleonbot.engine.auth.LoginNeededException;
import dev.chameleonbot.engine.events.AccountEvent;
import dev.chameleonbot.engine.events.AccountEvent.FollowsRead;
import dev.chameleonbot.engine.helix.HelixAccount;
import dev.chameleonbot.engine.helix.HelixCalls;
import dev.chameleonbot.engine.helix.HelixPage;
import dev.chameleonbot.engine.helix.HelixRequest;
import dev.chameleonbot.engine.model.Trouble.Kind;
import dev.chameleonbot.engine.resilience.AlarmSet;
import dev.chameleonbot.engine.resilience.Backoff;
import dev.chameleonbot.engine.resilience.Failure;
import dev.chameleonbot.engine.resilience.RemoteException;
import dev.chameleonbot.engine.resilience.Retries;
import dev.chameleonbot.engine.resilience.Timers;
import dev.chameleonbot.plugin.api.ChannelId;
import dev.chameleonbot.plugin.api.Channels.Channel;
import dev.chameleonbot.plugin.api.UserId;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks every hour which channels an account follows, while somebody wants to know; sooner after a failure, and as soon as a
 * token allows it.
 *
 * <p>Thread-safe. {@code series} numbers the looks that belong together: one that finds another number
 * than its own has been replaced, and reports nothing. A series records that it waits ({@code waitsForToken}) before it reads
 * the token, so a token change cannot be missed; a series that has been replaced waits for nothing.
 */
final class FollowedWatch {
    private static final Logger log = LoggerFactory.getLogger(FollowedWatch.class);
    private static final int ATTEMPTS = 3;
    private static final int NONE = -1;

    static final Duration BETWEEN_LOOKS = Duration.ofHours(1);
    /** Twitch's limit for {@code GET /channels/followed}. */
    private static final int CHANNELS_A_PAGE = 100;
    /** Nobody listens in so many channels; a list that never ends is given up here. */
    static final int MOST_PAGES = 50;

    private final Retries.Call<FollowsRead, LoginNeededException> directory;
    private final BooleanSupplier isAllowed;
    private final Retries retries;
    private final AlarmSet alarms;
    private final Executor threads;
    private final Timers timers;
    private final Consumer<? super AccountEvent> events;
    private final AtomicInteger series = new AtomicInteger();
    /** The newest series that waits, or {@link #NONE}. */
    private final AtomicInteger waitsForToken = new AtomicInteger(NONE);

    /**
     * Asks nobody yet.
     *
     * @param isAllowed whether the current token allows to ask
     * @param alarms end with the run
     * @param threads where it may block
     */
    FollowedWatch(
            Retries.Call<FollowsRead, LoginNeededException> directory,
            BooleanSupplier isAllowed,
            Retries retries,
            AlarmSet alarms,
            Executor threads,
            Timers timers,
            Consumer<? super AccountEvent> events) {
        this.directory = directory;
        this.isAllowed = isAllowed;
        this.retries = retries;
        this.alarms = alarms;
        this.threads = threads;
        this.timers = timers;
        this.events = events;
    }

    /** Asks Twitch once which channels a user follows, page by page. Blocks. */
    static FollowsRead ask(HelixAccount account, UserId user, HelixCalls helix)
            throws LoginNeededException, InterruptedException {
        AtomicInteger told = new AtomicInteger();
        HelixRequest first = HelixRequest.get("/channels/followed")
                .with("user_id", user.value())
                .with("first", Integer.toString(CHANNELS_A_PAGE));
        HelixPage<Channel> all = HelixPage.all(
                first,
                MOST_PAGES,
                page -> helix.list(account, page, channel -> {
                    told.incrementAndGet();
                    return new Channel(
                            new ChannelId(channel.text("broadcaster_id")),
                            channel.text("broadcaster_login").toLowerCase(Locale.ROOT));
                }));
        boolean isComplete =
                all.cursor().isEmpty() && told.get() == all.elements().size();
        return new FollowsRead(all.elements(), isComplete);
    }

    /** Asks for a caller that waits; nobody else gets the answer. Blocks. */
    FollowsRead read() throws LoginNeededException, InterruptedException {
        return directory.call();
    }

    /** Asks now, and every hour from now on. */
    void begin() {
        int mine = series.incrementAndGet();
        threads.execute(() -> look(mine, 0));
    }

    /** Asks in an hour for the first time, as somebody has just asked. */
    void beginLater() {
        later(series.incrementAndGet(), hourly(), 0);
    }

    /** Asks no more. */
    void end() {
        series.incrementAndGet();
    }

    /** There is a token that may allow what the one before did not. */
    void tokenChanged() {
        int waiting = waitsForToken.get();
        if (waiting != NONE && isAllowed.getAsBoolean() && series.compareAndSet(waiting, waiting + 1)) {
            threads.execute(() -> look(waiting + 1, 0));
        }
    }

    private void later(int mine, Duration delay, int failures) {
        alarms.after(delay, () -> threads.execute(() -> look(mine, failures)));
    }

    private Duration hourly() {
        return BETWEEN_LOOKS.plusMillis(
                (long) (BETWEEN_LOOKS.toMillis() * 0.1 * timers.random().nextDouble()));
    }

    private void look(int mine, int failures) {
        if (series.get() != mine) {
            return;
        }
        waitsForToken.accumulateAndGet(mine, Math::max);
        if (!isAllowed.getAsBoolean()) {
            later(mine, hourly(), 0);
            return;
        }
        waitsForToken.compareAndSet(mine, NONE);
        try {
            FollowsRead followed = retries.atMost(ATTEMPTS, directory);
            if (series.get() == mine) {
                events.accept(followed);
                later(mine, hourly(), 0);
            }
        } catch (RemoteException e) {
            failed(mine, failures, e);
        } catch (LoginNeededException e) {
            log.debug("What an account follows could not be asked: {}", e.getMessage());
            later(mine, hourly(), 0);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void failed(int mine, int failures, RemoteException cause) {
        if (series.get() == mine) {
            Failure failure = Failure.of(cause);
            events.accept(new AccountEvent.Failing(
                    Kind.FOLLOWED,
                    "",
                    failure.withWords("Which channels it follows cannot be read: " + failure.words())));
            later(mine, Backoff.REFUSED.delay(failures + 1, timers.random()), failures + 1);
        }
    }
}

package dev.chameleonbot.host.setup;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chameleonbot.engine.TwitchCallException;
import dev.chameleonbot.engine.model.AuthorizedAccount;
import dev.chameleonbot.host.accounts.AccountResult;
import dev.chameleonbot.host.config.OperationException;
import dev.chameleonbot.host.setup.Enrolment.Progress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Adds the accounts that agree: each enrolment shows a code, waits until it is used, and gives the account to the
 * host. Where the account is configured already, it is logged in again. Of those that are over the outcome is kept for
 * {@link #KEPT}.
 *
 * <p>Concurrency: any thread may call it; {@link #begin} blocks until Twitch has answered. At most {@link #MOST} are in
 * progress; each waits on a virtual thread of its own, and ends by itself with its code.
 */
public final class AccountEnrolments implements AutoCloseable {
    /** How many can be in progress at once. */
    public static final int MOST = 8;
    /** How long the outcome of one that is over can be read, and how long one waits for a confirmation. */
    public static final Duration KEPT = Duration.ofMinutes(10);

    private static final Logger log = LoggerFactory.getLogger(AccountEnrolments.class);
    private static final Duration TO_END = Duration.ofSeconds(2);

    private final ConfiguredApplication application;
    private final DeviceLogins logins;
    private final Supplier<Set<String>> scopes;
    private final Adoption adoption;
    private final InstantSource clock;
    private final Duration patience;
    private final Semaphore slots = new Semaphore(MOST);
    private final AtomicLong next = new AtomicLong();
    private final Map<String, PendingEnrolment> all = new ConcurrentHashMap<>();
    private volatile boolean closed;

    /** Gives an account to the host. */
    @FunctionalInterface
    public interface Adoption {
        /**
         * Adds it, or gives it its new tokens.
         *
         * @param element the account, in the form of one of the configuration's {@code users}
         * @throws OperationException if that cannot be done
         */
        AccountResult adopt(ObjectNode element, AuthorizedAccount account) throws OperationException;
    }

    /**
     * Those of a host.
     *
     * @param scopes what the behaviours need of a token at that time
     * @param clock the wall clock
     */
    public AccountEnrolments(
            ConfiguredApplication application,
            DeviceLogins logins,
            Supplier<Set<String>> scopes,
            Adoption adoption,
            InstantSource clock) {
        this(application, logins, scopes, adoption, clock, KEPT);
    }

    /** The same with another time to say who is meant. */
    AccountEnrolments(
            ConfiguredApplication application,
            DeviceLogins logins,
            Supplier<Set<String>> scopes,
            Adoption adoption,
            InstantSource clock,
            Duration patience) {
        this.application = application;
        this.logins = logins;
        this.scopes = scopes;
        this.adoption = adoption;
        this.clock = clock;
        this.patience = patience;
    }

    /**
     * Begins one for any account that agrees. Blocks until there is a code.
     *
     * @param channels where the account is to listen, as people write them, {@code @own} and {@code @followed} too; none for
     *     those that the configuration has for all, or else its own
     * @return the enrolment, which waits
     * @throws OperationException if it cannot begin
     */
    public Enrolment begin(List<String> channels) throws OperationException {
        return begun(channels, null);
    }

    /**
     * Begins one for one account; if another one agrees, it waits for {@link #confirm}. Blocks until there is a code.
     *
     * @param channels as for {@link #begin(List)}
     * @return the enrolment, which waits
     * @throws OperationException if it cannot begin
     */
    public Enrolment begin(List<String> channels, String login) throws OperationException {
        return begun(channels, login.strip().toLowerCase(Locale.ROOT));
    }

    private Enrolment begun(List<String> channels, @Nullable String expected) throws OperationException {
        ChosenChannels wanted = ChosenChannels.of(channels);
        String clientId = clientId();
        forgetOld();
        if (closed || !slots.tryAcquire()) {
            throw new OperationException(
                    closed
                            ? "The host is stopping"
                            : MOST + " logins wait already; finish or cancel one of them first");
        }
        boolean begun = false;
        try {
            Enrolment enrolment = begun(clientId, wanted, expected);
            begun = true;
            return enrolment;
        } catch (TwitchCallException e) {
            throw new OperationException(
                    e.getMessage() + e.advice().map(text -> ". " + text).orElse(""));
        } finally {
            if (!begun) {
                slots.release();
            }
        }
    }

    private Enrolment begun(String clientId, ChosenChannels wanted, @Nullable String expected)
            throws TwitchCallException {
        Set<String> asked = wanted.scopes(scopes.get());
        DeviceLogins.Attempt attempt = logins.begin(clientId, asked);
        Enrolment enrolment = new Enrolment(
                String.valueOf(next.incrementAndGet()),
                Optional.ofNullable(expected),
                wanted.names(),
                asked,
                clock.instant(),
                attempt.prompt(),
                Progress.WAITING,
                Optional.empty(),
                "");
        PendingEnrolment pending =
                new PendingEnrolment(enrolment, attempt, adoption, application, clock, patience, slots::release);
        pending.start();
        all.put(enrolment.id(), pending);
        if (closed) {
            var unused = pending.cancel();
        }
        return enrolment;
    }

    private String clientId() throws OperationException {
        return application
                .clientId()
                .orElseThrow(() -> new OperationException(application.file()
                        + " names no application for all accounts: put the client_id of yours at its top level"));
    }

    /** All that wait, and those that have ended within the last ten minutes, the oldest first. */
    public List<Enrolment> list() {
        forgetOld();
        return all.values().stream()
                .map(PendingEnrolment::now)
                .sorted(Comparator.comparing(Enrolment::begun)
                        .thenComparingLong(enrolment -> Long.parseLong(enrolment.id())))
                .toList();
    }

    /**
     * One of them.
     *
     * @return how it stands; empty if there is none, or it has been over for long
     */
    public Optional<Enrolment> get(String id) {
        forgetOld();
        return Optional.ofNullable(all.get(id)).map(PendingEnrolment::now);
    }

    /**
     * Ends one: its code no longer counts here, and an account that has agreed meanwhile is not added.
     *
     * @return whether it was ended; not if there is none, it is over, or the account is being added
     */
    public boolean cancel(String id) {
        PendingEnrolment pending = all.get(id);
        return pending != null && pending.cancel();
    }

    /**
     * Says that the account that has agreed is meant, although another one was expected.
     *
     * @return whether it waited for that
     */
    public boolean confirm(String id) {
        PendingEnrolment pending = all.get(id);
        return pending != null && pending.confirm();
    }

    /** Waits until one has ended, and its place is free. */
    boolean join(String id, Duration deadline) throws InterruptedException {
        PendingEnrolment pending = all.get(id);
        return pending == null || pending.join(deadline);
    }

    private void forgetOld() {
        Instant oldest = clock.instant().minus(KEPT);
        all.values().removeIf(pending -> pending.ended().filter(oldest::isAfter).isPresent());
    }

    /** Cancels all. Blocks for a moment, until they have ended. */
    @Override
    public void close() {
        closed = true;
        Collection<PendingEnrolment> left = new ArrayList<>(all.values());
        left.forEach(PendingEnrolment::cancel);
        try {
            for (PendingEnrolment pending : left) {
                if (!pending.join(TO_END)) {
                    log.warn("The login {} has not ended in time", pending.now().id());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

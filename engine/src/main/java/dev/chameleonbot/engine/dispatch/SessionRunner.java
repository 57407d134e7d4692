package dev.chameleonbot.engine.dispatch;

import dev.chameleonbot.engine.color.Origin;
import dev.chameleonbot.engine.guard.Crew;
import dev.chameleonbot.engine.guard.Guarded;
import dev.chameleonbot.engine.guard.Overrun;
import dev.chameleonbot.engine.guard.SessionHealth;
import dev.chameleonbot.engine.guard.Turns;
import dev.chameleonbot.engine.guard.Worker;
import dev.chameleonbot.engine.model.EngineEvent.PluginHealthChanged;
import dev.chameleonbot.engine.model.PluginHealth;
import dev.chameleonbot.plugin.api.Audience;
import dev.chameleonbot.plugin.api.BehaviourSession;
import dev.chameleonbot.plugin.api.ChatBehaviour;
import dev.chameleonbot.plugin.api.ChatMessage;
import dev.chameleonbot.plugin.api.Memory;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * One behaviour at work for one account: opens its session, hands over what comes into its mailbox, closes it. What a
 * behaviour throws is reported with its plugin's id and goes no further; what it takes too long for is cut short.
 *
 * <p>Concurrency: whenever there is something to do, the session has one turn on a thread of its plugin's {@link Crew},
 * and {@link Turns} see to it that it has one at a time; what is "of the turn" belongs to whoever has it. A call that
 * was abandoned keeps its turn for ever, so nothing is called beside it.
 */
final class SessionRunner implements Guarded {
    private static final Logger log = LoggerFactory.getLogger(SessionRunner.class);
    /** After so many items others of the same plugin have a turn. */
    private static final int TURN = 32;

    private final String pluginId;
    private final ChatBehaviour behaviour;
    private final Audience audience;
    private final Map<String, Object> settings;
    private final BotServices shared;
    private final SessionBot bot;
    private final Mailbox mailbox;
    private final boolean isSuccessor;
    private final TroubleReports reports;
    private final SessionHealth health;
    private final SessionCalls calls;
    private final Crew crew;
    private final Turns turns;
    private final CompletableFuture<Optional<Throwable>> opened = new CompletableFuture<>();
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile @Nullable Worker worker;
    private volatile boolean leaving;
    /** Whether it is in a call that was given up, which may never end. */
    private volatile boolean hangs;
    /** Whether it may handle anything: not before it is certain that it stays. */
    private volatile boolean admitted;

    // of the turn
    private boolean begun;
    private @Nullable BehaviourSession session;

    /**
     * Begins nothing yet.
     *
     * @param mailbox what the session empties; it may go on with what another one has left
     * @param isSuccessor whether the mailbox outlives a session that does not open: another one may
     */
    SessionRunner(
            BehaviourRoster.Entry entry,
            BotServices shared,
            Map<String, Object> settings,
            Memory memory,
            Mailbox mailbox,
            boolean isSuccessor) {
        this.pluginId = entry.pluginId();
        this.behaviour = entry.behaviour();
        this.audience = entry.audience();
        this.settings = settings;
        this.shared = shared;
        this.mailbox = mailbox;
        this.isSuccessor = isSuccessor;
        this.bot = new SessionBot(pluginId, shared, memory, this::enqueue, this::enqueueForLater);
        this.reports = new TroubleReports(login(), pluginId, shared.timers(), shared.events());
        this.crew = shared.guards().crew(pluginId);
        this.turns = new Turns(crew, this);
        this.health = new SessionHealth(pluginId, shared.guards().limits(), shared.timers(), new HealthEvents());
        this.calls = new SessionCalls(this, pluginId, health, reports, crew.meter());
    }

    @Override
    public String login() {
        return shared.account().login();
    }

    @Override
    public ChatBehaviour behaviour() {
        return behaviour;
    }

    /** What to call it where something is wrong with it. */
    String name() {
        return login() + "/" + pluginId;
    }

    PluginHealth health() {
        return health.now();
    }

    /** Whether it wants to see what others write: all of it, or what calls one of its commands. */
    boolean wantsOthers() {
        return audience == Audience.EVERYONE || bot.platform().isOpenToOthers();
    }

    /** Whether a message is for this session. */
    boolean wants(ChatMessage message) {
        return bot.platform().wants(message, audience);
    }

    /** What the session has counted and measured, by name. */
    Map<String, Long> figures() {
        return bot.figures();
    }

    /** How the session says that it stands; empty where it says nothing. */
    String status() {
        return bot.platform().status();
    }

    /** Opens the session, as soon as a thread is free. */
    void start() {
        crew.join();
        wake();
    }

    /** Lets the session handle what waits for it, once it is open. */
    void admit() {
        admitted = true;
        wake();
    }

    /** Puts a message into the mailbox; returns at once, from any thread. */
    void offer(ChatMessage message) {
        switch (mailbox.put(message, shared.timers().nanos())) {
            case TAKEN -> wake();
            case OTHER_DROPPED -> {
                crew.meter().dropped(1, false);
                wake();
            }
            case OWN_DROPPED -> {
                dropped(1);
                wake();
            }
            case CLOSED -> {
                if (message.own() && health.isQuarantined()) {
                    dropped(1);
                }
            }
        }
    }

    private void dropped(int own) {
        crew.meter().dropped(own, true);
        if (reports.ownDropped(own)) {
            log.error(
                    "{}: '{}' is {} that the account's own messages are dropped",
                    login(),
                    pluginId,
                    health.isQuarantined() ? "quarantined, so" : "so slow");
        }
    }

    /** Opened when everything that is in the mailbox now has been handled, or never will be. */
    CountDownLatch mark() {
        CountDownLatch reached = new CountDownLatch(1);
        if (hasEnded() || !admitted || mailbox.isHeld() || !mailbox.put(reached)) {
            reached.countDown();
        } else {
            wake();
        }
        return reached;
    }

    /**
     * Waits until the session is open; tells what it failed on, if it did. The message is the engine's own and can be told
     * without asking anything of the plugin; what the plugin threw is the cause. How long opening may take is the guard's
     * affair, whatever it is opened for; only one that no thread is found for is given up here.
     */
    Optional<Throwable> awaitOpen() throws InterruptedException {
        Duration atMost = shared.guards().limits().longestCall().multipliedBy(2);
        try {
            return opened.get(atMost.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            return Optional.of(new IllegalStateException("no thread was free to open it in time", e));
        } catch (ExecutionException e) {
            throw new IllegalStateException("It is never completed exceptionally", e);
        }
    }

    /** Ends the session after the call that is under way, and leaves what waits to another one. */
    void leave() {
        leaving = true;
        wake();
    }

    /** Interrupts a session that does not end; from now on it is asked for nothing and heard no more. */
    void abandon() {
        bot.close();
        interrupt();
    }

    private void interrupt() {
        Worker now = worker;
        if (now != null) {
            now.interrupt(this);
        }
    }

    /** Takes nothing more in; the session closes after what is there. */
    void close() {
        bot.close();
        dropped(mailbox.close());
        wake();
    }

    /** Ends the session without what is in the mailbox, and interrupts the call that it is in. */
    void cancel() {
        bot.close();
        dropped(mailbox.seal());
        interrupt();
        wake();
        if (health.isQuarantined()) {
            reports.close();
        }
    }

    /** Waits for its end; not for one that will never come. */
    void awaitEnd(Duration deadline) throws InterruptedException {
        if (!hangs) {
            ended.await(deadline.toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    boolean hasEnded() {
        return ended.getCount() == 0;
    }

    /** A task runs in a turn of this session or not at all, also where another session takes from its mailbox. */
    private void enqueue(Runnable task) {
        if (put(task)) {
            wake();
        }
    }

    /** The same for a task that no thread has to be woken for. */
    private void enqueueForLater(Runnable task) {
        if (put(task)) {
            turns.later();
        }
    }

    private boolean put(Runnable task) {
        return mailbox.put(() -> {
            Worker now = worker;
            if (now != null && now.isCurrent()) {
                task.run();
            }
        });
    }

    /** Has it look into its mailbox; does nothing after its end. */
    void wake() {
        turns.soon();
    }

    @Override
    public void turn(Worker now) {
        MDC.put("account", login());
        MDC.put("plugin", pluginId);
        worker = now;
        boolean goesOn = false;
        try {
            goesOn = work(now);
        } finally {
            worker = null;
            MDC.remove("account");
            MDC.remove("plugin");
            if (!goesOn) {
                end();
            }
        }
        if (goesOn) {
            turns.ended();
            if (isOver() || (admitted && mailbox.hasNext())) {
                wake();
            }
        }
    }

    /** Of the last turn. */
    private void end() {
        bot.close();
        opened.complete(Optional.of(new IllegalStateException("it was not opened")));
        ended.countDown();
        crew.leave();
    }

    /** One turn; false if it was the last one. */
    private boolean work(Worker now) {
        if (!begun) {
            begun = true;
            if (!open(now)) {
                return false;
            }
        }
        for (int i = 0; i < TURN && admitted && !leaving; i++) {
            Mailbox.Item item = mailbox.poll();
            if (item == null) {
                break;
            }
            if (!handle(now, item)) {
                return false;
            }
        }
        if (isOver()) {
            finish(now);
            return false;
        }
        return true;
    }

    /** Whether there is nothing more to be done for it. */
    private boolean isOver() {
        return leaving || mailbox.isDone() || (!admitted && mailbox.isClosed());
    }

    private boolean open(Worker now) {
        if (isOver()) {
            finish(now);
            return false;
        }
        String refusal = crew.refusal(this).orElse(null);
        if (refusal != null) {
            opened.complete(Optional.of(new IllegalStateException(refusal)));
            health.quarantine(refusal);
            return false;
        }
        SessionCalls.Ending ending = calls.make(now, "its start", this::openSession);
        if (ending == SessionCalls.Ending.ABANDONED) {
            return false;
        }
        if (session == null) {
            String reason = ending == SessionCalls.Ending.OVERRAN
                    ? "it was interrupted in its start"
                    : "it failed in its start: " + calls.lastError();
            opened.complete(Optional.of(
                    new IllegalStateException(reason, calls.lastFailure().orElse(null))));
            health.quarantine(reason);
            return false;
        }
        health.opened();
        opened.complete(Optional.empty());
        return true;
    }

    private void openSession() {
        bot.configure(behaviour.settings().settings(settings));
        session = Objects.requireNonNull(behaviour.open(bot), "ChatBehaviour.open");
    }

    private void finish(Worker now) {
        bot.close();
        BehaviourSession open = session;
        if (open == null || calls.make(now, "closing", open::close) != SessionCalls.Ending.ABANDONED) {
            health.close();
            reports.close();
        }
    }

    private boolean handle(Worker now, Mailbox.Item item) {
        return switch (item) {
            case Mailbox.Item.Message(ChatMessage message, long arrived) ->
                handle(now, message, arrived) != SessionCalls.Ending.ABANDONED;
            case Mailbox.Item.Task(Runnable task) -> calls.make(now, "a task", task) != SessionCalls.Ending.ABANDONED;
            case Mailbox.Item.Mark(CountDownLatch reached) -> {
                reached.countDown();
                yield true;
            }
        };
    }

    /** The message's channel and id are in the log's context meanwhile; the id goes on with what the behaviour asks for. */
    private SessionCalls.Ending handle(Worker now, ChatMessage message, long arrived) {
        String refusal = crew.refusal(this).orElse(null);
        if (refusal != null) {
            health.quarantine(refusal);
            return SessionCalls.Ending.ABANDONED;
        }
        String id = message.id().value();
        BehaviourSession open = Objects.requireNonNull(session);
        MDC.put("channel", message.channelLogin());
        MDC.put("correlation_id", id);
        bot.handles(
                new Origin(id, message.channelLogin(), arrived, shared.timers().nanos()));
        SessionCalls.Ending ending =
                calls.make(now, "a message", () -> bot.platform().take(message, audience, open));
        bot.handles(Origin.NONE);
        MDC.remove("channel");
        MDC.remove("correlation_id");
        return ending;
    }

    @Override
    public void overran(Overrun overrun) {
        log.warn(
                "'{}' takes too long for {} in {} and is interrupted: it has {} for {} ms{}",
                pluginId,
                login(),
                overrun.what(),
                overrun.doing(),
                overrun.lasted().toMillis(),
                overrun.trace());
    }

    @Override
    public void abandoned(Overrun overrun) {
        hangs = true;
        log.error(
                "'{}' does not come back to {} from {}, not even when interrupted: it has {} for {} ms{}",
                pluginId,
                login(),
                overrun.what(),
                overrun.doing(),
                overrun.lasted().toMillis(),
                overrun.trace());
        String reason = overrun.what() + " did not end: it " + overrun.doing() + " for "
                + overrun.lasted().toSeconds() + " s and ignored the interrupt";
        opened.complete(Optional.of(new IllegalStateException(reason)));
        health.quarantine(reason);
    }

    /** What changes for the session with its health. */
    private final class HealthEvents implements SessionHealth.Listener {
        @Override
        public void onPaused(PluginHealth now, Duration pause) {
            int own = mailbox.hold();
            log.warn("'{}' is paused for {} for {} ms: {}", pluginId, login(), pause.toMillis(), now.reason());
            tell(now);
            dropped(own);
        }

        @Override
        public void onTrial() {
            mailbox.release();
            wake();
        }

        @Override
        public void onHealed(PluginHealth now) {
            log.info("'{}' works for {} again", pluginId, login());
            tell(now);
        }

        @Override
        public void onQuarantined(PluginHealth now) {
            bot.close();
            int own = isSuccessor && !isOpen() ? 0 : mailbox.seal();
            log.error("'{}' is quarantined for {}: {}", pluginId, login(), now.reason());
            tell(now);
            dropped(own);
        }

        private boolean isOpen() {
            return opened.getNow(Optional.of(new IllegalStateException("It is not open yet")))
                    .isEmpty();
        }

        private void tell(PluginHealth now) {
            shared.events().accept(new PluginHealthChanged(now.since(), login(), now));
        }
    }
}

package dev.chameleonbot.engine.dispatch;

import dev.chameleonbot.engine.color.Origin;
import dev.chameleonbot.engine.guard.CallResult;
import dev.chameleonbot.engine.guard.PluginTask;
import dev.chameleonbot.engine.model.Deadline;
import dev.chameleonbot.engine.model.DeployException;
import dev.chameleonbot.engine.model.PluginHealth;
import dev.chameleonbot.plugin.api.Audience;
import dev.chameleonbot.plugin.api.BehaviourSession;
import dev.chameleonbot.plugin.api.ChatMessage;
import dev.chameleonbot.plugin.api.Memory;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
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
 * One behaviour at work for one account: opens its session, hands over what comes into its mailbox, closes it. When its
 * plugin is replaced, a session of another behaviour goes on with the mailbox where this one stopped, so nothing is lost or
 * doubled. What a behaviour throws is reported and goes no further; what takes too long is cut short.
 *
 * <p>Concurrency: any thread may offer messages and tasks. Whenever there is something to do, the session has one turn on a
 * thread of its plugin, one at a time; what is "of the turn" belongs to that thread. A call that was given up keeps its turn
 * for ever, so nothing is called in parallel. Opening, replacing and ending comes from one thread at a time, which
 * {@link BehaviourRegistry} sees to.
 */
final class Session extends PluginTask {
    private static final Logger log = LoggerFactory.getLogger(Session.class);
    /** After so many items others of the same plugin have a turn. */
    private static final int TURN = 32;

    private final DeployedBehaviour deployed;
    private final Map<String, Object> settings;
    private final BotServices shared;
    private final Mailbox mailbox;
    /** Its number among the sessions that the mailbox was handed to; 0 for one that succeeds none. */
    private final int number;

    private final SessionBot bot;
    private final SessionHealth health;
    private final CompletableFuture<@Nullable Void> opened = new CompletableFuture<>();
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile @Nullable Session successor;
    /** Whether others' messages wait for a successor, which alone knows its commands. */
    private volatile boolean othersWait;

    private volatile boolean leaving;
    /** Whether it is in a call that was given up, which may never end. */
    private volatile boolean hangs;
    /** Whether it may handle anything: not before it is certain that it stays. */
    private volatile boolean admitted;

    // of the turn
    private @Nullable BehaviourSession session;

    /** Begins nothing yet; the mailbox is another session's before, if its number is not 0. */
    Session(
            DeployedBehaviour deployed,
            BotServices shared,
            Map<String, Object> settings,
            Memory memory,
            Mailbox mailbox,
            int number) {
        super(shared.watchdog().executor(deployed.pluginId()), shared.account().login(), deployed.behaviour());
        this.deployed = deployed;
        this.settings = settings;
        this.shared = shared;
        this.mailbox = mailbox;
        this.number = number;
        this.bot = new SessionBot(this, shared, memory);
        this.health = new SessionHealth(
                login(),
                deployed.pluginId(),
                shared.watchdog().limits(),
                shared.timers(),
                executor.meter(),
                shared.events(),
                this::pause,
                this::tryAgain);
    }

    /**
     * A session that takes the place of this one, which has ended or was cut off. Begins nothing yet. It gets a mailbox of its
     * own where this one's is closed: this one never opened, or was quarantined.
     */
    Session succeededBy(DeployedBehaviour next, Map<String, Object> itsSettings, Memory memory) {
        OptionalInt itsNumber = mailbox.handOver();
        Mailbox itsMailbox = itsNumber.isPresent() ? mailbox : new Mailbox();
        int of = itsNumber.orElseGet(() -> itsMailbox.handOver().orElseThrow());
        Session after = new Session(next, shared, itsSettings, memory, itsMailbox, of);
        after.othersWait = othersWait;
        successor = after;
        return after;
    }

    DeployedBehaviour deployed() {
        return deployed;
    }

    PluginHealth health() {
        return health.now();
    }

    /** Whether it wants to see what others write: all of it, or what calls one of its commands. */
    boolean wantsOthers() {
        return othersWait
                || deployed.audience() == Audience.EVERYONE
                || bot.platform().isOpenToOthers();
    }

    /** Whether a message is for this session, or may be for its successor. */
    boolean wants(ChatMessage message) {
        return othersWait || bot.platform().wants(message, deployed.audience());
    }

    SessionBot bot() {
        return bot;
    }

    int waiting() {
        return mailbox.size();
    }

    /** Opens the session as soon as a thread is free; it handles nothing before it is admitted. */
    void start() {
        executor.join();
        soon();
    }

    /** Lets the session handle what waits for it, once it is open. */
    void admit() {
        admitted = true;
        soon();
    }

    /** Puts a message into the mailbox; returns at once, from any thread. */
    void offer(ChatMessage message) {
        switch (mailbox.put(message, shared.timers().nanos())) {
            case TAKEN -> {}
            case OTHER_DROPPED -> executor.meter().dropped(1, false);
            case OWN_DROPPED -> health.dropped(1);
            case CLOSED -> health.dropped(message.own() && health.isQuarantined() ? 1 : 0);
        }
        for (Session next = this; next != null; next = next.successor) {
            next.soon(); // A successor may have looked into the mailbox just before.
        }
    }

    /** Opened when everything that is in the mailbox now has been handled, or never will be. */
    CountDownLatch mark() {
        CountDownLatch reached = ended.getCount() == 0 || !admitted ? new CountDownLatch(0) : mailbox.mark();
        soon();
        return reached;
    }

    /**
     * Waits until the session is open. The watchdog bounds how long opening takes; only a session that no thread is found
     * for is given up here.
     *
     * @throws DeployException if it does not open. The message is the engine's own and can be reported without asking
     *     anything of the plugin; what the plugin threw is the cause
     */
    void awaitOpen() throws DeployException, InterruptedException {
        Duration atMost = shared.watchdog().limits().longestCall().multipliedBy(2);
        try {
            var unused = opened.get(atMost.toNanos(), TimeUnit.NANOSECONDS);
            othersWait = false;
        } catch (ExecutionException e) {
            Throwable cause = Objects.requireNonNull(e.getCause());
            throw new DeployException("A session does not open: " + cause.getMessage(), cause);
        } catch (TimeoutException e) {
            throw new DeployException("A session does not open: no thread was free to open it in time", e);
        }
    }

    /** Has the session end after the call that is in progress, and leave what waits to a successor. */
    void leave() {
        othersWait = wantsOthers();
        leaving = true;
        soon();
    }

    /** Waits for the end of a session that was asked to leave. One that does not end in time is cut off. */
    void awaitLeave(Deadline deadline) throws InterruptedException {
        if (!endsBy(deadline)) {
            bot.close();
            interrupt();
        }
    }

    /** Takes nothing more in, lets what is there be handled as far as the time allows; false if the rest is to be cut off. */
    boolean end(Deadline deadline) throws InterruptedException {
        deadline.await(mark());
        close();
        return endsBy(deadline);
    }

    private boolean endsBy(Deadline deadline) throws InterruptedException {
        boolean hasEnded = awaitEnd(deadline);
        if (!hasEnded) {
            log.warn("A session of '{}' does not end and is cut off", pluginId());
        }
        return hasEnded;
    }

    /** Takes nothing more in; the session closes after what is there. */
    void close() {
        bot.close();
        health.dropped(mailbox.close());
        soon();
    }

    /** Ends the session without what is in the mailbox, and interrupts the call that it is in. */
    void cancel() {
        bot.close();
        interrupt();
        health.dropped(mailbox.seal(number));
        soon();
        if (health.isQuarantined()) {
            health.close(); // It may never end.
        }
    }

    /** Waits for its end, but not for one that will never come; false if it has not ended. */
    boolean awaitEnd(Deadline deadline) throws InterruptedException {
        return hangs ? ended.getCount() == 0 : deadline.await(ended);
    }

    /**
     * Puts a task that runs in a turn of this session or not at all, also where another one takes from the mailbox. Nobody
     * waits for one that is not urgent: its turn may be some milliseconds away, and costs less for that.
     */
    void enqueue(Runnable task, boolean isUrgent) {
        boolean isPut = mailbox.put(() -> {
            if (hasTurnHere()) {
                task.run();
            }
        });
        if (isPut && isUrgent) {
            soon();
        } else if (isPut) {
            later();
        }
    }

    @Override
    protected boolean turn() {
        MDC.put("account", login());
        MDC.put("plugin", pluginId());
        boolean goesOn = false;
        try {
            goesOn = work();
            return goesOn;
        } finally {
            MDC.remove("account");
            MDC.remove("plugin");
            if (!goesOn) {
                bot.close();
                opened.completeExceptionally(new IllegalStateException("it was not opened"));
                ended.countDown();
                executor.leave();
            }
        }
    }

    @Override
    protected boolean hasWork() {
        return isOver() || (admitted && mailbox.hasNext());
    }

    /** One turn; false if it was the last one. */
    private boolean work() {
        if (isOver()) {
            return finish();
        }
        Optional<String> refusal = executor.refusal(this);
        if (refusal.isPresent()) {
            return quarantine(refusal.get(), null);
        }
        if (session == null && !open()) {
            return false;
        }
        for (int i = 0; i < TURN && admitted && !leaving; i++) {
            Mailbox.Item item = mailbox.poll();
            if (item == null) {
                break;
            }
            if (!handle(item)) {
                return false;
            }
        }
        return !isOver() || finish();
    }

    /** Whether there is nothing more to be done for it. */
    private boolean isOver() {
        return leaving || mailbox.isDone() || (!admitted && mailbox.isClosed());
    }

    private boolean open() {
        CallResult start = make("its start", () -> {
            bot.configure(behaviour().settings().settings(settings));
            session = Objects.requireNonNull(behaviour().open(bot), "ChatBehaviour.open");
        });
        if (start.isAbandoned()) {
            return false;
        }
        if (session == null) {
            return start.ending() == CallResult.Ending.INTERRUPTED
                    ? quarantine("it was interrupted in its start", null)
                    : quarantine("it failed in its start: " + start.error(), start.thrown());
        }
        health.opened();
        opened.complete(null);
        return true;
    }

    /** Ends it permanently and without another call. */
    private boolean quarantine(String reason, @Nullable Throwable thrown) {
        opened.completeExceptionally(new IllegalStateException(reason, thrown));
        if (health.quarantine(reason)) {
            bot.close();
            if (!leaving && (number == 0 || !opened.isCompletedExceptionally())) { // Else a successor goes on with it.
                health.dropped(mailbox.seal(number));
            }
        }
        return false;
    }

    private boolean finish() {
        bot.close();
        BehaviourSession open = session;
        if (open == null || !make("closing", open::close).isAbandoned()) {
            health.close();
        }
        return false;
    }

    /** Handles one item; false if there is nothing more to do for the session. */
    private boolean handle(Mailbox.Item item) {
        return switch (item) {
            case Mailbox.Item.Message(ChatMessage message, long arrived) -> handle(message, arrived);
            case Mailbox.Item.Task(Runnable task) -> !make("a task", task).isAbandoned();
            case Mailbox.Item.Mark(CountDownLatch reached) -> {
                reached.countDown();
                yield true;
            }
        };
    }

    /** The message's channel and id are in the log's context meanwhile; the id goes on with what the behaviour asks for. */
    private boolean handle(ChatMessage message, long arrived) {
        String id = message.id().value();
        BehaviourSession open = Objects.requireNonNull(session);
        MDC.put("channel", message.channelLogin());
        MDC.put("correlation_id", id);
        bot.handles(
                new Origin(id, message.channelLogin(), arrived, shared.timers().nanos()));
        CallResult result = make("a message", () -> bot.platform().take(message, deployed.audience(), open));
        bot.handles(Origin.NONE);
        MDC.remove("channel");
        MDC.remove("correlation_id");
        return !result.isAbandoned();
    }

    private CallResult make(String what, Runnable call) {
        return health.called(what, call(what, call));
    }

    @Override
    protected void abandoned(String reason) {
        hangs = true;
        quarantine(reason, null);
    }

    /** After {@link #leave} the mailbox is the successor's, whatever becomes of a call that was cut off. */
    private void pause() {
        if (!leaving) {
            health.dropped(mailbox.hold(number));
        }
    }

    private void tryAgain() {
        if (!leaving) {
            mailbox.release(number);
            soon();
        }
    }
}

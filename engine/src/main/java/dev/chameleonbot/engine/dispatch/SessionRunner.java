package dev.chameleonbot.engine.dispatch;

import dev.chameleonbot.engine.color.Origin;
import dev.chameleonbot.engine.resilience.Scope;
import dev.chameleonbot.engine.resilience.Timers;
import dev.chameleonbot.plugin.api.Audience;
import dev.chameleonbot.plugin.api.BehaviourSession;
import dev.chameleonbot.plugin.api.ChatBehaviour;
import dev.chameleonbot.plugin.api.ChatMessage;
import dev.chameleonbot.plugin.api.Memory;
import java.time.Duration;
import java.util.Map;
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
 * One behaviour at work for one account: opens its session, hands over what comes into its mailbox, closes it.
 *
 * <p>All of that happens on one virtual thread, which owns the session. What a behaviour throws is reported with its
 * plugin's id and goes no further.
 */
final class SessionRunner {
    private static final Logger log = LoggerFactory.getLogger(SessionRunner.class);
    private final String pluginId;
    private final ChatBehaviour behaviour;
    private final Audience audience;
    private final Map<String, Object> settings;
    private final Timers timers;
    private final SessionBot bot;
    private final Mailbox mailbox;
    private final TroubleReports reports;
    private final CompletableFuture<Optional<Throwable>> opened = new CompletableFuture<>();
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile boolean leaving;
    private volatile @Nullable Thread thread;

    SessionRunner(
            BehaviourRoster.Entry entry,
            BotServices shared,
            Map<String, Object> settings,
            Memory memory,
            Mailbox mailbox) {
        this.pluginId = entry.pluginId();
        this.behaviour = entry.behaviour();
        this.audience = entry.audience();
        this.settings = settings;
        this.mailbox = mailbox;
        this.timers = shared.timers();
        this.bot = new SessionBot(pluginId, shared, memory, this::enqueue);
        this.reports = new TroubleReports(shared.account().login(), pluginId, shared.timers(), shared.events());
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
        return bot.platform().figures();
    }

    /** Opens the session. If it does not open, what waits for it is forgotten, unless it is to wait for another. */
    void start(Scope scope, boolean mailboxIsKept) {
        scope.fork(pluginId, () -> run(mailboxIsKept));
    }

    /** Puts a message into the mailbox; returns at once, from any thread. */
    void offer(ChatMessage message) {
        if (mailbox.put(message, timers.nanos()) == Mailbox.Outcome.OWN_DROPPED) {
            if (reports.ownDropped()) {
                log.error(
                        "{}: '{}' is so slow that the account's own messages are dropped",
                        bot.account().login(),
                        pluginId);
            }
        }
    }

    /** Waits until everything that is in the mailbox now has been handled. */
    boolean quiesce(Duration deadline) throws InterruptedException {
        CountDownLatch reached = new CountDownLatch(1);
        return !mailbox.put(reached::countDown) || reached.await(deadline.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Waits until the session is open; tells what it failed on, if it did. */
    Optional<Throwable> awaitOpen(Duration deadline) throws InterruptedException {
        try {
            return opened.get(deadline.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            return Optional.of(e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("It is never completed exceptionally", e);
        }
    }

    /** Ends the session after the call that is under way, and leaves what waits to another one. */
    void leave() {
        leaving = true;
        mailbox.wake();
    }

    /** Interrupts a session that does not end; from now on it is asked for nothing and heard no more. */
    void abandon() {
        bot.close();
        Thread busy = thread;
        if (busy != null) {
            busy.interrupt();
        }
    }

    /** Takes nothing more in; the session closes after what is there. */
    void close() {
        bot.close();
        mailbox.close();
    }

    boolean awaitEnd(Duration deadline) throws InterruptedException {
        return ended.await(deadline.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** A task runs on the session's own thread or not at all, also where another session takes from its mailbox. */
    private void enqueue(Runnable task) {
        mailbox.put(() -> {
            if (Thread.currentThread().equals(thread)) {
                task.run();
            }
        });
    }

    private void run(boolean mailboxIsKept) {
        thread = Thread.currentThread();
        MDC.put("plugin", pluginId);
        try {
            BehaviourSession session = open();
            if (session != null) {
                work(session);
            }
        } finally {
            if (!mailboxIsKept && !leaving) {
                mailbox.close();
            }
            bot.close();
            reports.close();
            ended.countDown();
        }
    }

    private void work(BehaviourSession session) {
        try {
            for (Mailbox.Item item = take(); item != null; item = take()) {
                handle(session, item);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            bot.close();
            guarded("closing", session::close);
        }
    }

    private Mailbox.@Nullable Item take() throws InterruptedException {
        return mailbox.take(() -> leaving);
    }

    private @Nullable BehaviourSession open() {
        try {
            bot.configure(behaviour.settings().settings(settings));
            BehaviourSession session = behaviour.open(bot);
            opened.complete(Optional.empty());
            return session;
        } catch (Throwable e) { // as in guarded
            opened.complete(Optional.of(e));
            log.error(
                    "'{}' cannot work for {} and is left out",
                    pluginId,
                    bot.account().login(),
                    e);
            reports.failed("its start", e);
            bot.close();
            return null;
        }
    }

    private void handle(BehaviourSession session, Mailbox.Item item) {
        switch (item) {
            case Mailbox.Item.Message(ChatMessage message, long arrived) -> handle(session, message, arrived);
            case Mailbox.Item.Task(Runnable task) -> guarded("a task", task);
        }
    }

    /** The message's id is in the log's context meanwhile, and goes on with what the behaviour asks for. */
    private void handle(BehaviourSession session, ChatMessage message, long arrived) {
        String id = message.id().value();
        MDC.put("message", id);
        bot.handles(new Origin(id, message.channelLogin(), arrived, timers.nanos()));
        guarded("a message", () -> bot.platform().take(message, audience, session));
        bot.handles(Origin.NONE);
        MDC.remove("message");
    }

    private void guarded(String what, Runnable call) {
        try {
            call.run();
        } catch (Throwable e) { // Whatever a plugin throws is its own failure, also what no compiler let it throw.
            log.error("'{}' failed in {} for {}", pluginId, what, bot.account().login(), e);
            reports.failed(what, e);
        }
    }
}

package dev.chameleonbot.plugin.host;

import dev.chameleonbot.plugin.api.Audience;
import dev.chameleonbot.plugin.api.BehaviourSession;
import dev.chameleonbot.plugin.api.BotEvent;
import dev.chameleonbot.plugin.api.ChannelId;
import dev.chameleonbot.plugin.api.ChatMessage;
import dev.chameleonbot.plugin.api.Commands;
import dev.chameleonbot.plugin.api.Events;
import dev.chameleonbot.plugin.api.Metrics;
import dev.chameleonbot.plugin.api.Registration;
import dev.chameleonbot.plugin.api.Schedule;
import dev.chameleonbot.plugin.api.ServiceListener;
import dev.chameleonbot.plugin.api.Services;
import dev.chameleonbot.plugin.api.UserId;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.apiguardian.api.API;

/**
 * Everything that one session has besides its account, memory and colours.
 *
 * <p>Thread-safe, except for {@link #take}, which belongs to the session's thread. Commands outlive {@link #close()}:
 * earlier messages may still call them.
 */
@API(status = API.Status.INTERNAL, since = "0.1")
public final class SessionPlatform {
    private static final int LONGEST_STATUS = 60;

    private final UserId self;
    private final Registrations registrations = new Registrations();
    private final CommandRegistry commands;
    private final MeterRegistry meters = new MeterRegistry();
    private final SessionLimits limits;
    private final SessionSchedule schedule;
    private final Services services = new OwnServices();
    private final Events events = new OwnEvents();
    private final AccountPlatform account;
    private final Executor thread;
    private volatile boolean closed;
    private volatile String status = "";

    SessionPlatform(UserId self, AccountPlatform account, Executor thread, Alarms alarms) {
        this.self = self;
        this.commands = new CommandRegistry(account.nanos);
        this.limits = new SessionLimits(account.nanos);
        this.schedule = new SessionSchedule(alarms, thread, limits);
        this.account = account;
        this.thread = thread;
    }

    /** The session's commands. */
    public Commands commands() {
        return commands::add;
    }

    /** The session's limits. */
    public SessionLimits limits() {
        return limits;
    }

    /** The session's tasks. */
    public Schedule schedule() {
        return schedule;
    }

    /** The services that the session sees. */
    public Services services() {
        return services;
    }

    /** The account's events for the session. */
    public Events events() {
        return events;
    }

    /** The session's metrics. */
    public Metrics metrics() {
        return meters;
    }

    /** The values of the session's metrics, by name. */
    public Map<String, Long> figures() {
        return meters.figures();
    }

    /**
     * Sets the session's status text, until the next call.
     *
     * @param text a few words; empty to show nothing
     * @throws IllegalArgumentException if the text is too long or not a single line
     */
    public void showStatus(String text) {
        if (text.length() > LONGEST_STATUS || text.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("A status has at most " + LONGEST_STATUS + " characters in one line");
        }
        status = text;
    }

    /** The session's status text; empty if it has none or has ended. */
    public String status() {
        return closed ? "" : status;
    }

    /** Whether others may call any of its commands, so that their messages must be read. */
    public boolean isOpenToOthers() {
        return !closed && commands.isOpenToOthers();
    }

    /**
     * Whether a message is for this session.
     *
     * @param message the message
     * @param audience the audience of its behaviour
     * @return whether it goes to the session, to a command or as a message
     */
    public boolean wants(ChatMessage message, Audience audience) {
        return message.own() || audience == Audience.EVERYONE || (!closed && commands.wants(message));
    }

    /**
     * Passes a message to the command that it calls, else to the session. Propagates their exceptions.
     *
     * @param message a message that this session wanted when it arrived
     * @param audience the audience of its behaviour
     * @param session the session
     */
    public void take(ChatMessage message, Audience audience, BehaviourSession session) {
        if (!account.echoes.isEcho(message) && commands.handle(message)) {
            return;
        }
        if (message.own() || audience == Audience.EVERYONE) {
            session.onMessage(message);
        }
    }

    /**
     * Records a message that the session sends.
     *
     * @param channel the channel
     * @param text the text
     */
    public void said(ChannelId channel, String text) {
        account.echoes.said(self, channel, text);
    }

    /** Cancels the session's tasks and closes its registrations, newest first. Closing twice does nothing. */
    public void close() {
        closed = true;
        schedule.close();
        registrations.close();
    }

    private final class OwnServices implements Services {
        @Override
        public <S> Registration publish(Class<S> type, S service) {
            return registrations.own(account.services.publish(type, service));
        }

        @Override
        public <S> Optional<S> find(Class<S> type) {
            return account.services.find(type);
        }

        @Override
        public <S> Registration track(Class<S> type, ServiceListener<? super S> listener) {
            Objects.requireNonNull(listener, "listener");
            return registrations.own(account.services.track(type, listener, thread));
        }
    }

    private final class OwnEvents implements Events {
        @Override
        public <E extends BotEvent> Registration listen(Class<E> type, Consumer<? super E> listener) {
            Objects.requireNonNull(listener, "listener");
            return registrations.own(account.listen(type, listener, thread));
        }
    }
}

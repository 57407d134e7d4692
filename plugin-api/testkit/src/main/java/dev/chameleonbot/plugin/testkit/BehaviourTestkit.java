package dev.chameleonbot.plugin.testkit;

import dev.chameleonbot.plugin.api.Account;
import dev.chameleonbot.plugin.api.Audience;
import dev.chameleonbot.plugin.api.BotEvent;
import dev.chameleonbot.plugin.api.ChannelId;
import dev.chameleonbot.plugin.api.Channels;
import dev.chameleonbot.plugin.api.ChatBehaviour;
import dev.chameleonbot.plugin.api.ChatColor;
import dev.chameleonbot.plugin.api.ChatMessage;
import dev.chameleonbot.plugin.api.ColorResult;
import dev.chameleonbot.plugin.api.Memory;
import dev.chameleonbot.plugin.api.Registration;
import dev.chameleonbot.plugin.api.SayResult;
import dev.chameleonbot.plugin.api.Settings;
import dev.chameleonbot.plugin.host.AccountPlatform;
import dev.chameleonbot.plugin.host.GivenValues;
import dev.chameleonbot.plugin.host.HostPlatform;
import dev.chameleonbot.plugin.host.SessionPlatform;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;

/**
 * Runs one behaviour for one account, with a fake bot, virtual time and a recorder.
 *
 * <p>Configuration methods ({@link #account}, {@link #primeOrTurbo}, {@link #setting}) take effect with the next
 * {@link #start} or {@link #restart}. All other methods act at once, and all their effects have happened when they
 * return. The method that causes an exception of the behaviour throws it, after everything else is done; the session
 * continues, as in a host.
 *
 * <p>A testkit and the calls of its behaviour belong to the thread that created it.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public final class BehaviourTestkit implements AutoCloseable {
    private final ChatBehaviour behaviour;
    private final Audience audience;
    private final Turns turns = new Turns();
    private final VirtualTime time = new VirtualTime(turns);
    private final FakeColorWriter colors = new FakeColorWriter(turns);
    private final Chat chat = new Chat(time);
    private final FakeMemory memory = new FakeMemory(time);
    private final FakeChatWriter chatDesk = new FakeChatWriter();
    private final Map<String, Object> settings = new HashMap<>();
    private final AccountPlatform platform = new HostPlatform(time::nanos).account();
    private final Map<Class<?>, Registration> services = new HashMap<>();
    private String login = "chameleon";
    private boolean primeOrTurbo;
    private @Nullable OpenSession open;

    private BehaviourTestkit(ChatBehaviour behaviour) {
        this.behaviour = behaviour;
        this.audience = behaviour.audience();
        services.put(Channels.class, platform.publish(Channels.class, chat));
    }

    /**
     * Creates a testkit. The account is {@code chameleon}, without Prime or Turbo, and there are no settings.
     *
     * @param behaviour the behaviour to run
     * @return the testkit, to configure and start
     */
    public static BehaviourTestkit of(ChatBehaviour behaviour) {
        return new BehaviourTestkit(behaviour);
    }

    /**
     * Sets the account's name.
     *
     * @param newLogin its name in lower case
     * @return this
     */
    public BehaviourTestkit account(String newLogin) {
        login = newLogin;
        return this;
    }

    /**
     * Sets whether the account has Prime or Turbo.
     *
     * @param has whether it has
     * @return this
     */
    public BehaviourTestkit primeOrTurbo(boolean has) {
        primeOrTurbo = has;
        return this;
    }

    /**
     * Sets one of the behaviour's settings.
     *
     * @param key the setting's name
     * @param value its value as in JSON: a {@code Boolean}, a {@code String} (also for a duration or a choice), an
     *     {@code Integer} or a {@code Long}, a {@code List} of such, or a {@code Map} of such by name
     * @return this
     */
    public BehaviourTestkit setting(String key, Object value) {
        settings.put(key, GivenValues.requireKnownType(value));
        return this;
    }

    /**
     * Publishes a service, in place of an earlier one of the same type; sessions that track the type are told. The
     * channels of messages are already published, as {@link Channels}.
     *
     * @param type the type to find it by
     * @param service the service
     * @param <S> the service's type
     * @return this
     */
    public <S> BehaviourTestkit service(Class<S> type, S service) {
        withdraw(type);
        act(() -> services.put(type, platform.publish(type, service)));
        return this;
    }

    /**
     * Withdraws a published service; sessions that track its type are told. Does nothing if there is none.
     *
     * @param type the type that it was published as
     */
    public void withdraw(Class<?> type) {
        Registration offered = services.remove(type);
        if (offered != null) {
            act(offered::close);
        }
    }

    /**
     * Finds a service like other sessions of the account, for example one that the behaviour publishes.
     *
     * @param type the type that it is published as
     * @param <S> its type
     * @return the service, if there is one
     */
    public <S> Optional<S> find(Class<S> type) {
        return platform.find(type);
    }

    /**
     * Opens the session; then the account becomes live ({@link BotEvent.Live}).
     *
     * @return this
     * @throws IllegalStateException if one is open
     * @throws IllegalArgumentException if the settings do not fit the behaviour's
     *     {@linkplain ChatBehaviour#settings() schema}; the message names all problems
     */
    public BehaviourTestkit start() {
        turns.requireOutside();
        if (open != null) {
            throw new IllegalStateException("The session is open already");
        }
        Account account = new Account(Chat.userId(login), login, primeOrTurbo);
        Settings read = GivenValues.read(behaviour.settings(), settings);
        FakeBot bot = new FakeBot(
                account, read, memory, turns, time, colors, chatDesk, platform.session(account.id(), turns::add, time));
        act(() -> turns.add(() -> open = OpenSession.open(behaviour, bot)));
        happens(new BotEvent.Live(time.instant()));
        return this;
    }

    /** Closes the session and opens a new one, with the same memory and the current configuration. */
    public void restart() {
        close();
        start();
    }

    /** Closes the session like a host: drops its tasks and outstanding results first. */
    @Override
    public void close() {
        turns.requireOutside();
        if (open != null) {
            OpenSession ended = open;
            open = null;
            act(() -> ended.close(turns));
        }
    }

    /**
     * Selects the channel of the following messages; initially {@code somechannel}.
     *
     * @param newChannel its name in lower case
     * @return the channel's id, as the behaviour sees it
     */
    public ChannelId channel(String newChannel) {
        return chat.moveTo(newChannel);
    }

    /**
     * The account itself writes.
     *
     * @param text what it writes
     */
    public void own(String text) {
        deliver(chat.message(running().login(), true, text, Optional.empty(), Set.of()));
    }

    /**
     * The account itself writes, with its name in a colour.
     *
     * @param text what it writes
     * @param shown the colour
     */
    public void own(String text, ChatColor shown) {
        deliver(chat.message(running().login(), true, text, Optional.of(shown), Set.of()));
    }

    /**
     * Somebody else writes.
     *
     * @param chatter the chatter's name in lower case
     * @param text the message
     */
    public void other(String chatter, String text) {
        other(chatter, text, new String[0]);
    }

    /**
     * Somebody else writes, with badges. A chatter with the channel's name is its broadcaster without any.
     *
     * @param chatter the chatter's name in lower case
     * @param text the message
     * @param badges the names of the chatter's badges, such as {@code moderator}
     */
    public void other(String chatter, String text, String... badges) {
        if (chatter.equals(running().login())) {
            throw new IllegalArgumentException(chatter + " is the account itself");
        }
        deliver(chat.message(chatter, false, text, Optional.empty(), Set.of(badges)));
    }

    /**
     * Delivers any message, for example one from {@link ChatMessage#builder} with another display name. As in a host, a
     * message that calls a command of the session goes to that command. A message outside the behaviour's audience, or
     * with the id of an earlier one, is not delivered.
     *
     * @param message the message
     */
    public void deliver(ChatMessage message) {
        OpenSession now = running();
        SessionPlatform its = now.bot().platform();
        if (chat.isNew(message) && its.wants(message, audience)) {
            act(() -> turns.add(() -> its.take(message, audience, now.session())));
        }
    }

    /**
     * Delivers an event of the account.
     *
     * @param event the event
     */
    public void happens(BotEvent event) {
        act(() -> platform.happened(event));
    }

    /**
     * The stream of the current channel begins now. It continues across a restart of the session, which learns of it
     * when it listens.
     */
    public void streamBegins() {
        happens(new BotEvent.StreamOnline(
                time.instant(), chat.here().id(), chat.here().login(), time.instant()));
    }

    /** The stream of the current channel ends. */
    public void streamEnds() {
        happens(new BotEvent.StreamOffline(
                time.instant(), chat.here().id(), chat.here().login()));
    }

    /**
     * Answers all following colour requests, and those that were held. Initially, every colour is set.
     *
     * @param answers maps a requested colour to its result, which must have the same colour
     */
    public void answerColors(Function<? super ChatColor, ? extends ColorResult> answers) {
        act(() -> colors.answerWith(answers));
    }

    /**
     * Holds colour requests until {@link #answerOne} or {@link #answerColors}, like a slow Twitch. One more request
     * waits meanwhile; a newer one supersedes it.
     */
    public void holdColors() {
        act(colors::hold);
    }

    /**
     * Answers the colour request in progress; then the waiting one is sent.
     *
     * @param answer maps the requested colour to its result, which must have the same colour
     * @throws IllegalStateException if none is in progress
     */
    public void answerOne(Function<? super ChatColor, ? extends ColorResult> answer) {
        act(() -> colors.answer(answer));
    }

    /**
     * Twitch's answer for an account without Prime and Turbo, for {@link #answerColors} and {@link #answerOne}.
     *
     * @param color the requested colour
     * @return {@link ColorResult.Changed} for a preset, else {@link ColorResult.HexRefused}
     */
    public static ColorResult presetsOnly(ChatColor color) {
        return switch (color) {
            case ChatColor.Preset preset -> new ColorResult.Changed(preset);
            case ChatColor.Hex hex -> new ColorResult.HexRefused(hex);
        };
    }

    /**
     * Answers all following chat messages of the behaviour. Initially, every message is sent.
     *
     * @param answers maps a message to its result
     */
    public void answerSaid(Function<? super Said, ? extends SayResult> answers) {
        turns.requireOutside();
        chatDesk.answerWith(answers);
    }

    /**
     * Removes a scope from the account's token, as if the login was older than the behaviour. Without
     * {@code user:write:chat}, every chat message of the behaviour results in {@link SayResult.NotAllowed}.
     *
     * @param scope the scope, as Twitch names it
     * @return this
     */
    public BehaviourTestkit withoutScope(String scope) {
        turns.requireOutside();
        chatDesk.lack(scope);
        return this;
    }

    /**
     * Adds a scope to the account's token again, like a new login.
     *
     * @param scope the scope, as Twitch names it
     */
    public void grantScope(String scope) {
        turns.requireOutside();
        chatDesk.grant(scope);
    }

    /**
     * Lets time pass; each task runs when it is due. Time also passes while no session is open.
     *
     * @param duration the time, not negative
     */
    public void advance(Duration duration) {
        act(() -> time.advance(duration));
    }

    /** The virtual clock, the same as the bot's; it starts at the beginning of 2026 in UTC. */
    public InstantSource clock() {
        return time;
    }

    /** The behaviour's memory; it outlives the session. A test may read and change it at any time. */
    public Memory memory() {
        return memory;
    }

    /** All colours that the behaviour has requested, in order. */
    public List<ChatColor> colors() {
        return colors.wished();
    }

    /** The {@linkplain #colors() colours} that were sent to Twitch because no newer one replaced them. */
    public List<ChatColor> sentColors() {
        return colors.sent();
    }

    /** The colour that was sent and not answered yet. */
    public Optional<ChatColor> colorUnderWay() {
        return colors.underWay();
    }

    /** All chat messages of the behaviour that the account's token allowed, in order. */
    public List<Said> said() {
        return chatDesk.said();
    }

    /** The metrics of the open session: the value of each counter, and two values of each timer. */
    public Map<String, Long> metrics() {
        return running().bot().platform().figures();
    }

    /** The status text of the open session; empty if it has none. */
    public String status() {
        return running().bot().platform().status();
    }

    private OpenSession running() {
        turns.requireOutside();
        if (open == null) {
            throw new IllegalStateException("No session is open; start() opens one");
        }
        return open;
    }

    /** Does something and everything that follows from it. */
    private void act(Runnable deed) {
        turns.requireOutside();
        deed.run();
        time.advance(Duration.ZERO);
    }
}

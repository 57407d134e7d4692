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
 * <p>Methods that configure ({@link #account}, {@link #primeOrTurbo}, {@link #setting}) take effect with the next {@link #start} or {@link #restart}; all the others act at once, and everything that follows from them
 * has happened when they return. What the behaviour throws is thrown by the method that caused it, after the rest was
 * done; the session goes on, as it does in a host.
 *
 * <p>A testkit and its behaviour's calls belong to the thread that created it.
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
     * Prepares a run; the account is {@code chameleon}, has neither Prime nor Turbo, and nothing is set.
     *
     * @param behaviour what to run
     * @return the testkit, to be configured and started
     */
    public static BehaviourTestkit of(ChatBehaviour behaviour) {
        return new BehaviourTestkit(behaviour);
    }

    /**
     * Names the account.
     *
     * @param newLogin its name in lower case
     * @return this
     */
    public BehaviourTestkit account(String newLogin) {
        login = newLogin;
        return this;
    }

    /**
     * Says whether the account has Prime or Turbo.
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
     * @param value its value as JSON has it: a {@code Boolean}, a {@code String} (also for a duration or a choice), an
     *     {@code Integer} or a {@code Long}, a {@code List} of such, or a {@code Map} of such by name
     * @return this
     */
    public BehaviourTestkit setting(String key, Object value) {
        settings.put(key, GivenValues.requireKnownType(value));
        return this;
    }

    /**
     * Offers a service from now on, in place of one that was offered so before; sessions that follow its type are told.
     * The channels that messages came through are offered already, as {@link Channels}.
     *
     * @param type the type that the behaviour looks it up by
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
     * Withdraws a service that was offered; sessions that follow its type are told. Does nothing if there is none.
     *
     * @param type the type that it was offered as
     */
    public void withdraw(Class<?> type) {
        Registration offered = services.remove(type);
        if (offered != null) {
            act(offered::close);
        }
    }

    /**
     * Looks up a service as other sessions of the account do, say one that the behaviour publishes.
     *
     * @param type what it is published as
     * @param <S> its type
     * @return the service, if there is one
     */
    public <S> Optional<S> find(Class<S> type) {
        return platform.find(type);
    }

    /**
     * Opens the session; then the account is live, as {@link BotEvent.Live} tells.
     *
     * @return this
     * @throws IllegalStateException if one is open
     * @throws IllegalArgumentException if what is set does not fit the behaviour's {@linkplain ChatBehaviour#settings()
     *     schema}; the message names everything that does not
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

    /** Closes the session and opens another one, with what is remembered and with what has been configured since. */
    public void restart() {
        close();
        start();
    }

    /** Closes the session as a host does: its tasks and the results under way are dropped first. */
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
     * Chooses the channel that messages arrive through from now on; {@code somechannel} at first.
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
     * The account itself writes, and its name is shown in a colour.
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
     * @param chatter that person's name in lower case
     * @param text what that person writes
     */
    public void other(String chatter, String text) {
        other(chatter, text, new String[0]);
    }

    /**
     * Somebody else writes, with badges. Who has the channel's name is its broadcaster also without.
     *
     * @param chatter that person's name in lower case
     * @param text what that person writes
     * @param badges the names of that person's badges, such as {@code moderator}
     */
    public void other(String chatter, String text, String... badges) {
        if (chatter.equals(running().login())) {
            throw new IllegalArgumentException(chatter + " is the account itself");
        }
        deliver(chat.message(chatter, false, text, Optional.empty(), Set.of(badges)));
    }

    /**
     * Delivers any message, such as one of {@link ChatMessage#builder} with a name that is shown otherwise. As in a host, one that calls a command of the session goes there; one that the behaviour's
     * audience leaves out does not get to it, nor one with the id of an earlier message.
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
     * Lets something happen to the account.
     *
     * @param event what
     */
    public void happens(BotEvent event) {
        act(() -> platform.happened(event));
    }

    /**
     * The stream of the channel that messages arrive through begins, now. It goes on over a restart of the session, which
     * hears of it when it listens.
     */
    public void streamBegins() {
        happens(new BotEvent.StreamOnline(
                time.instant(), chat.here().id(), chat.here().login(), time.instant()));
    }

    /** The stream of the channel that messages arrive through ends. */
    public void streamEnds() {
        happens(new BotEvent.StreamOffline(
                time.instant(), chat.here().id(), chat.here().login()));
    }

    /**
     * Answers wishes for a colour from now on, and those that were held back. At first, every colour is taken.
     *
     * @param answers from a colour that was asked for to what comes of it; its result must be of that colour
     */
    public void answerColors(Function<? super ChatColor, ? extends ColorResult> answers) {
        act(() -> colors.answerWith(answers));
    }

    /**
     * Lets Twitch take its time: from now on, wishes for a colour stay under way until {@link #answerOne} or
     * {@link #answerColors}. Another one waits meanwhile; any older waiting one is superseded.
     */
    public void holdColors() {
        act(colors::hold);
    }

    /**
     * Answers the one wish for a colour that is under way; then the waiting one is.
     *
     * @param answer from the colour that was asked for to what comes of it; its result must be of that colour
     * @throws IllegalStateException if none is under way
     */
    public void answerOne(Function<? super ChatColor, ? extends ColorResult> answer) {
        act(() -> colors.answer(answer));
    }

    /**
     * What Twitch answers to an account without Prime and Turbo; an answer for {@link #answerColors} and
     * {@link #answerOne}.
     *
     * @param color the colour that was asked for
     * @return that it was changed, or refused if it is no preset
     */
    public static ColorResult presetsOnly(ChatColor color) {
        return switch (color) {
            case ChatColor.Preset preset -> new ColorResult.Changed(preset);
            case ChatColor.Hex hex -> new ColorResult.HexRefused(hex);
        };
    }

    /**
     * Answers what the behaviour says from now on. At first, everything is sent.
     *
     * @param answers from what was said to what comes of it
     */
    public void answerSaid(Function<? super Said, ? extends SayResult> answers) {
        turns.requireOutside();
        chatDesk.answerWith(answers);
    }

    /**
     * Takes a scope from the account's token, as that of an account that was logged in before the behaviour came. Without
     * {@code user:write:chat} whatever the behaviour says is {@link SayResult.NotAllowed}.
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
     * Gives a scope back to the account's token, as a new login does.
     *
     * @param scope the scope, as Twitch names it
     */
    public void grantScope(String scope) {
        turns.requireOutside();
        chatDesk.grant(scope);
    }

    /**
     * Lets time pass; tasks that are due run, each at its time. It passes also while no session is open.
     *
     * @param duration how much, not negative
     */
    public void advance(Duration duration) {
        act(() -> time.advance(duration));
    }

    /** The virtual clock, the same that the bot shows; it starts at the beginning of 2026 in UTC. */
    public InstantSource clock() {
        return time;
    }

    /** What the behaviour remembers; outlives the session. A test may read and change it at any time. */
    public Memory memory() {
        return memory;
    }

    /** All colours that the behaviour has wished for, in that order. */
    public List<ChatColor> colors() {
        return colors.wished();
    }

    /** Those of the {@linkplain #colors() colours} that were sent to Twitch, as no newer one took their place. */
    public List<ChatColor> sentColors() {
        return colors.sent();
    }

    /** The colour that was sent and is not answered yet. */
    public Optional<ChatColor> colorUnderWay() {
        return colors.underWay();
    }

    /** All that the behaviour has said and the account's token allowed, in that order. */
    public List<Said> said() {
        return chatDesk.said();
    }

    /** What the open session has counted and measured: each counter's value, and two figures of each timer. */
    public Map<String, Long> metrics() {
        return running().bot().platform().figures();
    }

    /** How the open session says that it stands; empty where it says nothing. */
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

    /** Does something and all that follows from it. */
    private void act(Runnable deed) {
        turns.requireOutside();
        deed.run();
        time.advance(Duration.ZERO);
    }
}

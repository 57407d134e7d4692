package dev.chameleonbot.plugin.testkit.simulator;

import dev.chameleonbot.engine.Engine;
import dev.chameleonbot.engine.EngineBuilder;
import dev.chameleonbot.engine.model.AccountConfig;
import dev.chameleonbot.engine.model.AccountState;
import dev.chameleonbot.engine.model.AccountStatus;
import dev.chameleonbot.engine.model.ConfiguredTokens;
import dev.chameleonbot.engine.model.PluginHealth;
import dev.chameleonbot.engine.model.Secret;
import dev.chameleonbot.engine.model.TwitchEndpoints;
import dev.chameleonbot.plugin.api.ChatBehaviour;
import dev.chameleonbot.plugin.host.GivenValues;
import dev.chameleonbot.simulator.ChatLine;
import dev.chameleonbot.simulator.SimulatedUser;
import dev.chameleonbot.simulator.Simulator;
import dev.chameleonbot.simulator.UserOptions;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apiguardian.api.API;

/**
 * Runs one behaviour for one account like a host: on the real engine, over real sockets, against a simulated Twitch on
 * a loopback port. Everything happens in real time and on other threads, so tests wait with {@link #awaitSaid} or
 * {@link #await}. For most tests the testkit with virtual time is better; this one shows that a behaviour works in its
 * real environment, even when the {@linkplain #twitch() simulated Twitch} fails.
 *
 * <p>A testkit belongs to the thread that created it.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public final class SimulatorTestkit implements AutoCloseable {
    private static final String PLUGIN = "behaviour";
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration LOOK = Duration.ofMillis(10);

    private final ChatBehaviour behaviour;
    private final Map<String, Object> settings = new LinkedHashMap<>();
    /** The account's own messages, not the behaviour's. */
    private final Set<String> own = new HashSet<>();

    private final Simulator twitch;
    private final Path state;
    private final EngineBuilder builder = Engine.builder();
    private String login = "chameleon";
    private String channel = "somechannel";
    private boolean primeOrTurbo;
    private Engine engine;
    private boolean closed;

    private SimulatorTestkit(ChatBehaviour behaviour, Simulator twitch, Path state) {
        this.behaviour = behaviour;
        this.twitch = twitch;
        this.state = state;
        this.engine = builder.stateDirectory(state).build();
    }

    /**
     * Starts a simulated Twitch. The account is {@code chameleon}, without Prime or Turbo, listens in
     * {@code somechannel}, and there are no settings.
     *
     * @param behaviour the behaviour to run
     * @return the testkit, to configure, start and always close
     */
    public static SimulatorTestkit of(ChatBehaviour behaviour) {
        try {
            Simulator twitch = Simulator.builder().start();
            try {
                return new SimulatorTestkit(behaviour, twitch, Files.createTempDirectory("chameleon-testkit"));
            } catch (IOException e) {
                twitch.close();
                throw e;
            }
        } catch (IOException e) {
            throw new UncheckedIOException("No loopback port or no temporary folder can be had", e);
        }
    }

    /**
     * Sets the account's name.
     *
     * @param newLogin its name in lower case
     * @return this
     */
    public SimulatorTestkit account(String newLogin) {
        login = newLogin;
        return this;
    }

    /**
     * Sets the channel in which the account listens and everyone writes.
     *
     * @param newChannel its name in lower case
     * @return this
     */
    public SimulatorTestkit channel(String newChannel) {
        channel = newChannel;
        return this;
    }

    /**
     * Sets whether the account has Prime or Turbo.
     *
     * @param has whether it has
     * @return this
     */
    public SimulatorTestkit primeOrTurbo(boolean has) {
        primeOrTurbo = has;
        return this;
    }

    /**
     * Sets one of the behaviour's settings.
     *
     * @param key the setting's name
     * @param value its value as in JSON: a {@code Boolean}, a {@code String} (also for a duration or a choice), a
     *     {@code Integer} or a {@code Long}, a {@code List} of such, or a {@code Map} of such by name
     * @return this
     */
    public SimulatorTestkit setting(String key, Object value) {
        settings.put(key, value);
        return this;
    }

    /**
     * Starts the engine, and waits until the account is live and the behaviour's session is open. If that fails, closes
     * the testkit.
     *
     * @return this
     * @throws IllegalArgumentException if the settings do not fit the behaviour's
     *     {@linkplain ChatBehaviour#settings() schema}; the message names all problems
     * @throws AssertionError if the account does not become live or the session does not open
     */
    public SimulatorTestkit start() {
        try {
            run();
        } catch (RuntimeException | Error e) {
            try {
                close();
            } catch (RuntimeException left) {
                e.addSuppressed(left);
            }
            throw e;
        }
        return this;
    }

    private void run() {
        settings.replaceAll((key, value) -> GivenValues.requireKnownType(value));
        var unused = GivenValues.read(behaviour.settings(), settings);
        twitch.addUser(channel);
        SimulatedUser user = twitch.addUser(login, UserOptions.usual().withPrime(primeOrTurbo));
        AccountConfig.Builder account = AccountConfig.builder(user.login(), user.clientId())
                .clientSecret(Secret.of(user.clientSecret()))
                .channels(List.of(channel))
                .primeOrTurbo(primeOrTurbo)
                .tokens(new ConfiguredTokens(
                        Secret.of(user.accessToken()), Optional.of(Secret.of(user.refreshToken()))));
        settings.forEach((key, value) -> account.setting(PLUGIN, key, value));
        engine = builder.endpoints(new TwitchEndpoints(twitch.eventSubUrl(), twitch.helixUrl(), twitch.authUrl()))
                .stateDirectory(state)
                .accounts(List.of(account.build()))
                .behaviour(PLUGIN, behaviour)
                .build();
        engine.start();
        await(this::isReady, () -> "The account is " + status() + ", the behaviour " + health());
    }

    private boolean isReady() {
        AccountState account = status().state();
        Optional<PluginHealth> session = health();
        if (account == AccountState.FAILED || account == AccountState.NEEDS_LOGIN) {
            throw new AssertionError("The account cannot run: " + status());
        }
        if (session.filter(one -> one.state() == PluginHealth.State.QUARANTINED).isPresent()) {
            throw new AssertionError(
                    "The session does not open: " + session.get().reason());
        }
        return account == AccountState.LIVE
                && session.filter(one -> one.state() == PluginHealth.State.HEALTHY)
                        .isPresent();
    }

    /**
     * The account itself writes.
     *
     * @param text what it writes
     */
    public void own(String text) {
        own.add(twitch.sayUncounted(login, channel, text).messageId());
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
        if (chatter.equals(login)) {
            throw new IllegalArgumentException(chatter + " is the account itself");
        }
        twitch.sayUncounted(chatter, channel, text, Set.of(badges));
    }

    /** The behaviour's messages among the latest 50 lines of the chat, oldest first. */
    public List<String> said() {
        return twitch.chatLines().stream()
                .filter(line -> line.login().equals(login) && !own.contains(line.messageId()))
                .map(ChatLine::text)
                .toList();
    }

    /**
     * Waits until the behaviour has sent this many messages since the start.
     *
     * @param lines how many, 50 at most
     * @return its messages so far, oldest first
     * @throws AssertionError after 30 seconds
     */
    public List<String> awaitSaid(int lines) {
        await(() -> said().size() >= lines, () -> lines + " lines were to be said, but only these were: " + said());
        return said();
    }

    /**
     * The colour of the account's name.
     *
     * @return {@code #RRGGBB}, or an empty text if none was chosen yet
     */
    public String color() {
        return twitch.color(login);
    }

    /**
     * Waits for any condition.
     *
     * @param condition the condition; checked every few milliseconds
     * @throws AssertionError after 30 seconds
     */
    public void await(BooleanSupplier condition) {
        await(condition, () -> "What was waited for has not come within " + PATIENCE.toSeconds() + " s");
    }

    private void await(BooleanSupplier condition, Supplier<String> otherwise) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        try {
            while (!twitch.await(condition, LOOK)) {
                if (System.nanoTime() - end > 0) {
                    throw new AssertionError(otherwise.get());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("The wait was interrupted", e);
        }
    }

    /** The simulated Twitch, to inject faults and to inspect requests. */
    public Simulator twitch() {
        return twitch;
    }

    private AccountStatus status() {
        return engine.accounts().getFirst();
    }

    private Optional<PluginHealth> health() {
        return engine.diagnostics().getFirst().plugins().stream().findFirst();
    }

    /** Stops the engine and the simulated Twitch, and deletes their files. Closing twice does nothing. */
    @Override
    @SuppressWarnings("try") // The two resources are there to be closed after the engine, whatever it throws.
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        try (Closeable last = this::delete;
                Closeable before = twitch::close) {
            engine.close();
        } catch (IOException e) {
            throw new UncheckedIOException("What the test has left behind cannot be removed", e);
        }
    }

    /** Where the engine stores its state. */
    Path state() {
        return state;
    }

    private void delete() throws IOException {
        List<Path> deepestFirst;
        try (Stream<Path> files = Files.walk(state)) {
            deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path file : deepestFirst) {
            Files.delete(file);
        }
    }
}

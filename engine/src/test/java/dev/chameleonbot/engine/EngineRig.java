package dev.chameleonbot.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.chameleonbot.engine.model.AccountConfig;
import dev.chameleonbot.engine.model.AccountState;
import dev.chameleonbot.engine.model.AccountStatus;
import dev.chameleonbot.engine.model.ConfiguredTokens;
import dev.chameleonbot.engine.model.Secret;
import dev.chameleonbot.engine.model.TwitchEndpoints;
import dev.chameleonbot.plugin.api.BehaviourSession;
import dev.chameleonbot.plugin.api.Bot;
import dev.chameleonbot.plugin.api.ChatBehaviour;
import dev.chameleonbot.plugin.api.ChatColor;
import dev.chameleonbot.simulator.SimulatedUser;
import dev.chameleonbot.simulator.Simulator;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * An engine against the simulator, over real sockets, with a channel called {@code streamer}. As a registered extension it
 * is there for each test and gone after it; else it lasts until it is closed.
 */
final class EngineRig implements BeforeEachCallback, AfterEachCallback, AutoCloseable {
    /** How long anything may take on a busy machine. */
    static final Duration PATIENCE = Duration.ofSeconds(60);

    /** For as long as it takes, and for no mailbox too many. */
    static final Duration BETWEEN_MESSAGES = Duration.ofMillis(100);

    /** How often a login polls where pauses are a tenth as long as Twitch asks for. */
    private static final Duration POLLS = Duration.ofMillis(100);

    private final Supplier<Path> directory;
    private @Nullable Simulator twitch;
    private @Nullable Engine engine;

    /** For each test of a class, with its state where the class has it then. */
    EngineRig(Supplier<Path> directory) {
        this.directory = directory;
    }

    /** From now on. */
    EngineRig(Path directory) throws IOException {
        this(() -> directory);
        open();
    }

    @Override
    public void beforeEach(ExtensionContext context) throws IOException {
        open();
    }

    private void open() throws IOException {
        twitch = Simulator.builder().devicePollInterval(POLLS).start();
        twitch().addUser("streamer");
        engine = builder().build();
    }

    Simulator twitch() {
        return Objects.requireNonNull(twitch, "not open");
    }

    Engine engine() {
        return Objects.requireNonNull(engine, "not open");
    }

    /** Starts an engine whose behaviour asks for another colour after each own message. */
    void start(AccountConfig... accounts) {
        start(new Changing(), accounts);
    }

    void start(ChatBehaviour behaviour, AccountConfig... accounts) {
        start(builder(accounts).behaviour("test", behaviour).build());
    }

    /** Starts an engine with what the caller adds to it. */
    void startWith(UnaryOperator<EngineBuilder> more, AccountConfig... accounts) {
        start(more.apply(builder(accounts)).build());
    }

    /** As {@link #start(AccountConfig...)}, {@linkplain #hurried hurried}. */
    void startHurried(AccountConfig... accounts) {
        startWith(builder -> hurried(builder).behaviour("test", new Changing()), accounts);
    }

    /** Gives an engine the shortest pauses that there are, and shortens those. */
    static EngineBuilder hurried(EngineBuilder builder) {
        return builder.pace(HurriedTimers::new);
    }

    /** Starts an engine that was made with this rig's {@link #builder}. */
    void start(Engine built) {
        engine = built;
        built.start();
    }

    EngineBuilder builder(AccountConfig... accounts) {
        return Engine.builder()
                .endpoints(new TwitchEndpoints(twitch().eventSubUrl(), twitch().helixUrl(), twitch().authUrl()))
                .stateDirectory(directory.get())
                .accounts(List.of(accounts));
    }

    /** An account with tokens. */
    AccountConfig account(String login, String... channels) {
        SimulatedUser user = twitch().addUser(login);
        return described(user, channels)
                .tokens(new ConfiguredTokens(
                        Secret.of(user.accessToken()), Optional.of(Secret.of(user.refreshToken()))))
                .build();
    }

    /** An account that has to log in first. */
    AccountConfig accountWithoutTokens(String login, String... channels) {
        return described(twitch().addUser(login), channels).build();
    }

    private static AccountConfig.Builder described(SimulatedUser user, String... channels) {
        return AccountConfig.builder(user.login(), user.clientId())
                .clientSecret(Secret.of(user.clientSecret()))
                .channels(List.of(channels))
                .primeOrTurbo(true);
    }

    void awaitLive(String login) {
        await().atMost(PATIENCE).until(() -> {
            AccountStatus status = status(login);
            return status.state() == AccountState.LIVE && status.channelsHeard() > 0;
        });
    }

    void awaitState(String login, AccountState state) {
        await().atMost(PATIENCE).until(() -> status(login).state() == state);
    }

    /** Lets an account write, and waits until that was answered with a colour. */
    void sayAndAwaitColor(String login, String channel) {
        long before = twitch().served().ownMessages();
        long changedBefore = changes();
        twitch().say(login, channel, "hello");
        await().atMost(PATIENCE)
                .until(() -> twitch().served().ownMessages() == before + 1
                        && twitch().served().missing() == 0
                        && changes() > changedBefore);
    }

    /** Lets an account that may be away write until it was answered with a colour. */
    void sayUntilColor(String login, String channel) {
        long before = twitch().served().colorChanges();
        long changedBefore = changes();
        await().atMost(PATIENCE).pollInterval(BETWEEN_MESSAGES).until(() -> {
            twitch().say(login, channel, "hello");
            return twitch().served().colorChanges() > before
                    && twitch().served().missing() == 0
                    && changes() > changedBefore;
        });
    }

    /** Of all accounts, as the engine has counted them, which it does when it has read Twitch's answer. */
    private long changes() {
        return engine().diagnostics().stream()
                .mapToLong(of -> of.activity().colorsChanged())
                .sum();
    }

    /** Waits until the last error of an account says so. */
    void awaitError(String login, String words) {
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(status(login).lastError().orElse("none")).contains(words));
    }

    AccountStatus status(String login) {
        return engine().accounts().stream()
                .filter(status -> status.login().equals(login))
                .findAny()
                .orElseThrow();
    }

    @Override
    public void afterEach(ExtensionContext context) throws IOException {
        close();
    }

    @Override
    public void close() throws IOException {
        engine().close();
        twitch().close();
    }

    /** Asks for the next colour after each own message. */
    static final class Changing implements ChatBehaviour {
        private final AtomicInteger next = new AtomicInteger();

        @Override
        public BehaviourSession open(Bot bot) {
            return message -> bot.changeColor(new ChatColor.Hex(next.incrementAndGet()));
        }
    }
}

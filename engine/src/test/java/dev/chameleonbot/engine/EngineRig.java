package dev.chameleonbot.engine;

import static org.awaitility.Awaitility.await;

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
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/** An engine against the simulator, over real sockets. */
final class EngineRig implements AutoCloseable {
    /** How long anything may take on a busy machine. */
    static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Path directory;
    private final Simulator twitch;
    private Engine engine;

    /** Starts a simulator with a channel called {@code streamer}. */
    EngineRig(Path directory) throws IOException {
        this.directory = directory;
        this.twitch =
                Simulator.builder().devicePollInterval(Duration.ofSeconds(1)).start();
        this.engine = builder().build();
        twitch.addUser("streamer");
    }

    Simulator twitch() {
        return twitch;
    }

    Engine engine() {
        return engine;
    }

    /** Starts an engine whose behaviour asks for another colour after each own message. */
    void start(AccountConfig... accounts) {
        start(new Changing(), accounts);
    }

    void start(ChatBehaviour behaviour, AccountConfig... accounts) {
        engine = builder(accounts).behaviour("test", behaviour).build();
        engine.start();
    }

    /** Starts an engine with what the caller adds to it. */
    void startWith(UnaryOperator<Engine.Builder> more, AccountConfig... accounts) {
        engine = more.apply(builder(accounts)).build();
        engine.start();
    }

    /** As {@link #start(AccountConfig...)}, but with the shortest back-off that there is. */
    void startHurried(AccountConfig... accounts) {
        engine = builder(accounts)
                .behaviour("test", new Changing())
                .random(() -> 0)
                .build();
        engine.start();
    }

    Engine.Builder builder(AccountConfig... accounts) {
        return Engine.builder()
                .endpoints(new TwitchEndpoints(twitch.eventSubUrl(), twitch.helixUrl(), twitch.authUrl()))
                .stateDirectory(directory)
                .accounts(List.of(accounts));
    }

    /** An account with tokens. */
    AccountConfig account(String login, String... channels) {
        SimulatedUser user = twitch.addUser(login);
        return described(user, channels)
                .tokens(new ConfiguredTokens(
                        Secret.of(user.accessToken()), Optional.of(Secret.of(user.refreshToken()))))
                .build();
    }

    /** An account that has to log in first. */
    AccountConfig accountWithoutTokens(String login, String... channels) {
        return described(twitch.addUser(login), channels).build();
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
        long before = twitch.served().ownMessages();
        twitch.say(login, channel, "hello");
        await().atMost(PATIENCE)
                .until(() -> twitch.served().ownMessages() == before + 1
                        && twitch.served().missing() == 0);
    }

    /** Lets an account that may be away write until it was answered with a colour. */
    void sayUntilColor(String login, String channel) {
        long before = twitch.served().colorChanges();
        await().atMost(PATIENCE).until(() -> {
            twitch.say(login, channel, "hello");
            return twitch.served().colorChanges() > before && twitch.served().missing() == 0;
        });
    }

    AccountStatus status(String login) {
        return engine.accounts().stream()
                .filter(status -> status.login().equals(login))
                .findAny()
                .orElseThrow();
    }

    @Override
    public void close() throws IOException {
        engine.close();
        twitch.close();
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

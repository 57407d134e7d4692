package dev.chameleonbot.host.web;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chameleonbot.engine.model.AccountState;
import dev.chameleonbot.host.accounts.AccountOperations;
import dev.chameleonbot.host.accounts.RunningAccounts;
import dev.chameleonbot.host.config.ConfigReader;
import dev.chameleonbot.host.config.ConfigWatch;
import dev.chameleonbot.host.config.WebConfig;
import dev.chameleonbot.host.control.HostOperations;
import dev.chameleonbot.host.plugins.files.PluginPlaces;
import dev.chameleonbot.host.runtime.BotHost;
import dev.chameleonbot.host.runtime.ConfigReload;
import dev.chameleonbot.host.runtime.Strictness;
import dev.chameleonbot.simulator.SimulatedUser;
import dev.chameleonbot.simulator.Simulator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** A real host with its page, in this JVM, against a simulated Twitch: what a test looks at in a browser. */
final class WebRig implements AutoCloseable {
    static final String STREAMER = "streamer";
    static final String CLIENT = "abcdefghij0123456789klmnopqrst";
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final ObjectMapper JSON = new ObjectMapper();

    /** As the build has put them together for the distribution. */
    private static final Path BUNDLED = Path.of("target", "chameleon", "plugins");

    private final Path folder;
    private final Simulator twitch;
    private final AtomicBoolean stopped = new AtomicBoolean();
    private final boolean isDemo;
    private final ConfigReader reader;
    private Web web;
    private volatile @Nullable BotHost host;

    private WebRig(Path folder, Simulator twitch, boolean isDemo) throws IOException {
        this.folder = folder;
        this.twitch = twitch;
        this.isDemo = isDemo;
        this.reader = new ConfigReader(Map.of(
                "CHAMELEON_EVENTSUB_URL", twitch.eventSubUrl().toString(),
                "CHAMELEON_HELIX_URL", twitch.helixUrl().toString(),
                "CHAMELEON_AUTH_URL", twitch.authUrl().toString()));
        this.web = openWeb(0);
    }

    private Web openWeb(int port) throws IOException {
        return Web.open(WebConfig.USUAL.at(WebConfig.USUAL.address(), port), state(), config(), reader);
    }

    /** Nothing is configured: the page leads to the first configuration, and the host starts with it. */
    static WebRig unconfigured(Path folder) throws IOException {
        WebRig rig = new WebRig(folder, simulator(), false);
        rig.web.setUp(() -> Thread.ofVirtual().start(rig::run));
        return rig;
    }

    /** With accounts that have files of their own, each heard in its own channel and in the streamer's. */
    static WebRig start(Path folder, List<String> accounts) throws Exception {
        return new WebRig(folder, prepare(folder, accounts), false).run();
    }

    /** The same as a demo, in which the page can chat. */
    static WebRig demo(Path folder, List<String> accounts) throws Exception {
        return new WebRig(folder, prepare(folder, accounts), true).run();
    }

    /** The same with accounts whose tokens Twitch has taken back. */
    static WebRig withoutLogin(Path folder, List<String> accounts) throws Exception {
        Simulator twitch = prepare(folder, accounts);
        for (String account : accounts) {
            twitch.expireAccessToken(account);
            twitch.revokeRefreshToken(account);
        }
        return new WebRig(folder, twitch, false).run();
    }

    private static Simulator simulator() throws IOException {
        Simulator twitch =
                Simulator.builder().devicePollInterval(Duration.ofMillis(100)).start();
        twitch.addUser(STREAMER);
        return twitch;
    }

    private static Simulator prepare(Path folder, List<String> accounts) throws IOException {
        Simulator twitch = simulator();
        ObjectNode config = JSON.createObjectNode().put("client_id", CLIENT);
        config.putArray("users");
        write(folder.resolve("config.json"), config);
        Files.createDirectories(folder.resolve("accounts"));
        for (String account : accounts) {
            SimulatedUser user = twitch.addUser(account);
            ObjectNode own = JSON.createObjectNode()
                    .put("username", user.login())
                    .put("client_id", user.clientId())
                    .put("access_token", user.accessToken())
                    .put("refresh_token", user.refreshToken());
            own.putArray("channels").add(STREAMER).add(user.login());
            write(folder.resolve("accounts").resolve(user.login() + ".json"), own);
        }
        return twitch;
    }

    private static void write(Path file, ObjectNode content) throws IOException {
        Files.writeString(file, JSON.writeValueAsString(content));
        file.toFile().setReadable(false, false);
        file.toFile().setReadable(true, true);
    }

    private WebRig run() {
        BotHost started;
        try {
            started = BotHost.start(
                    reader.read(config()).config().orElseThrow(),
                    new BotHost.Folders(state(), new PluginPlaces(folder.resolve("plugins"), Optional.of(BUNDLED))),
                    Strictness.LENIENT);
        } catch (Exception e) {
            throw new AssertionError("The host does not start", e);
        }
        host = started;
        InstantSource clock = InstantSource.system();
        ConfigReload reload = new ConfigReload(new ConfigWatch(config(), clock), reader, Strictness.LENIENT, started);
        AccountOperations accounts = new AccountOperations(config(), reader, new RunningAccounts(started, reload));
        web.run(
                new HostOperations(started, reload, accounts, clock, () -> stopped.set(true)),
                isDemo ? Optional.of(new SimulatedChat(this)) : Optional.empty());
        return this;
    }

    private record SimulatedChat(WebRig rig) implements DemoChat {
        @Override
        public SequencedMap<String, List<String>> channels() {
            SequencedMap<String, List<String>> channels = new LinkedHashMap<>();
            rig.host().accounts().forEach(account -> channels.put(account.login(), List.of(STREAMER, account.login())));
            return channels;
        }

        @Override
        public void say(String account, String channel, String text) {
            rig.twitch.say(account, channel, text);
        }
    }

    /** Ends the host and its page while somebody looks at it. */
    void stop() {
        web.close();
        BotHost running = host;
        if (running != null) {
            running.close();
        }
    }

    /** Begins anew after {@link #stop}, where it was. */
    void startAgain() throws IOException {
        web = openWeb(web.address().getPort());
        run();
    }

    Path folder() {
        return folder;
    }

    private Path config() {
        return folder.resolve("config.json");
    }

    private Path state() {
        return folder.resolve("state");
    }

    Simulator twitch() {
        return twitch;
    }

    BotHost host() {
        return Objects.requireNonNull(host, "the host runs");
    }

    List<Route> routes() {
        return web.served();
    }

    boolean isStopAsked() {
        return stopped.get();
    }

    /** Without the token. */
    String address() {
        return web.address().toString();
    }

    String addressWithToken() {
        return web.addressWithToken().reveal();
    }

    AccountState state(String login) {
        return host().accounts().stream()
                .filter(account -> account.login().equals(login))
                .findFirst()
                .orElseThrow()
                .state();
    }

    /** Whether it is there, and hears what is said in its channels. */
    boolean isLive(String login) {
        return host().accounts().stream()
                .anyMatch(account -> account.login().equals(login)
                        && account.state() == AccountState.LIVE
                        && account.channelsHeard() == account.channelsWanted());
    }

    void awaitState(String login, AccountState state) {
        await(login + " " + state).atMost(PATIENCE).until(() -> state(login) == state);
    }

    void awaitAllLive() {
        await("all live")
                .atMost(PATIENCE)
                .until(() -> host().accounts().stream()
                        .allMatch(account -> account.state() == AccountState.LIVE
                                && account.channelsHeard() == account.channelsWanted()));
    }

    @Override
    public void close() throws IOException {
        stop();
        twitch.close();
    }
}

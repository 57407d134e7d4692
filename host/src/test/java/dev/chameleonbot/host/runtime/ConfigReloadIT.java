package dev.chameleonbot.host.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.chameleonbot.host.accounts.AccountOperations;
import dev.chameleonbot.host.accounts.RunningAccounts;
import dev.chameleonbot.host.config.ConfigReader;
import dev.chameleonbot.host.config.ConfigReport;
import dev.chameleonbot.host.config.ConfigWatch;
import dev.chameleonbot.host.config.HostConfig;
import dev.chameleonbot.host.config.OperationException;
import dev.chameleonbot.host.control.ControlServer;
import dev.chameleonbot.host.control.HostCommands;
import dev.chameleonbot.host.control.HostOperations;
import dev.chameleonbot.host.plugins.PluginJarFile;
import dev.chameleonbot.host.plugins.files.PluginPlaces;
import dev.chameleonbot.host.plugins.operations.NoSuchAccountException;
import dev.chameleonbot.host.plugins.operations.RunningPlugins;
import dev.chameleonbot.simulator.SimulatedUser;
import dev.chameleonbot.simulator.Simulator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A host with accounts that are misconfigured, from its start on or after a change, against the simulator. */
@DisplayName("A7 A8 a misconfigured account is left out or goes on, and the others run")
final class ConfigReloadIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    private Path config;
    private Simulator twitch;
    private @Nullable BotHost host;
    private Map<String, ControlServer.Handler> commands = Map.of();

    @BeforeEach
    void prepare() throws IOException {
        twitch = Simulator.builder().start();
        twitch.addUser("streamer");
        config = folder.resolve("config.json");
        PluginJarFile.of("greeter")
                .source("lab.greeter.Greeter", """
                    package lab.greeter;
                    import dev.chameleonbot.plugin.api.*;
                    public class Greeter implements ChatBehaviour {
                        @Override public BehaviourSession open(Bot bot) { return message -> {}; }
                        @Override public SettingsSchema settings() {
                            return SettingsSchema.of(Setting.number("count", 1, 5).orElse(1L));
                        }
                    }
                    """)
                .index("lab.greeter.Greeter")
                .writeTo(Files.createDirectory(folder.resolve("plugins")).resolve("greeter.jar"));
    }

    @AfterEach
    void close() throws IOException {
        if (host != null) {
            host.close();
        }
        twitch.close();
    }

    @Test
    void anAccountThatIsLeftOutIsShownWithWhatToDoAndStartsOnceItIsMended() throws Exception {
        start(Strictness.LENIENT, user("alice", "streamer", 1), user("bob", "", 1));
        awaitLive("alice");

        JsonNode bob = status("bob");
        assertThat(bob.path("state").asText()).isEqualTo("FAILED");
        assertThat(bob.path("last_error").asText()).startsWith("users[1].channels");
        assertThat(bob.path("advice").asText()).contains("Correct users[1].channels");
        assertThatThrownBy(() -> ask("login", "bob"))
                .isInstanceOf(OperationException.class)
                .hasMessageContaining("users[1].channels");
        RunningPlugins plugins = Objects.requireNonNull(host).administration();
        assertThatThrownBy(() -> plugins.disable("greeter", "bob"))
                .isNotInstanceOf(NoSuchAccountException.class)
                .hasMessageStartingWith("bob does not run, because it is misconfigured: users[1].channels");
        assertThatThrownBy(() -> plugins.enable("greeter", "carol")).isInstanceOf(NoSuchAccountException.class);

        write(user("alice", "streamer", 1), user("bob", "streamer", 1));

        assertThat(ask("reload", "").path("misconfigured")).isEmpty();
        awaitLive("bob");
        assertThat(twitch.connectedSessions("alice")).isEqualTo(1);
    }

    @Test
    void anAccountWhoseBlockTurnedBadGoesOnWhileTheOthersChange() throws Exception {
        start(Strictness.LENIENT, user("alice", "streamer", 1), user("bob", "streamer", 1));
        awaitLive("alice");
        awaitLive("bob");
        twitch.addUser("another");

        write(user("alice", "another", 1), user("bob", "", 1), user("carol", "f o", 1));
        JsonNode answer = ask("reload", "");

        assertThat(answer.path("rejoined").toString()).isEqualTo("[\"alice\"]");
        assertThat(answer.path("misconfigured")).hasSize(2);
        assertThat(answer.path("misconfigured").get(0).asText())
                .startsWith("bob keeps its last valid configuration: users[1].channels");
        JsonNode bob = status("bob");
        assertThat(bob.path("state").asText()).isEqualTo("LIVE");
        assertThat(bob.path("needs_attention").asBoolean()).isTrue();
        assertThat(bob.path("last_error").asText()).startsWith("users[1].channels");
        assertThat(status("carol").path("state").asText()).isEqualTo("FAILED");
        assertThat(twitch.connectedSessions("bob")).isEqualTo(1);

        write(user("alice", "another", 1), user("bob", "streamer", 1));
        ask("reload", "");

        assertThat(status("bob").path("needs_attention").asBoolean()).isFalse();
        assertThat(status("carol").isMissingNode()).isTrue();
        assertThat(twitch.connectedSessions("bob")).isEqualTo(1);
    }

    @Test
    void settingsThatDoNotFitConcernTheAccountAloneInWhoseBlockTheyStand() throws Exception {
        start(Strictness.LENIENT, user("alice", "streamer", 1), user("bob", "streamer", 9));
        awaitLive("alice");
        assertThat(status("bob").path("last_error").asText())
                .isEqualTo("users[1].plugins.greeter.count: is 9; it must be a whole number from 1 to 5");

        write(user("alice", "streamer", 7), user("bob", "streamer", 2));
        ask("reload", "");

        awaitLive("bob");
        assertThat(status("alice").path("state").asText()).isEqualTo("LIVE");
        assertThat(status("alice").path("last_error").asText()).startsWith("users[0].plugins.greeter.count: is 7");
    }

    @Test
    void whatConcernsAllOrCannotBeReadChangesNothing() throws Exception {
        start(Strictness.LENIENT, user("alice", "streamer", 1));
        awaitLive("alice");

        Files.writeString(config, "{\"users\": [");
        assertThatThrownBy(() -> ask("reload", "")).hasMessageContaining("Nothing was changed");
        Files.writeString(config, text(user("alice", "streamer", 1)).replaceFirst("\\{", "{\"alerts\": 5, "));
        assertThatThrownBy(() -> ask("reload", "")).hasMessageContaining("alerts: is a number");
        write(user("eve", "", 1));
        assertThatThrownBy(() -> ask("reload", "")).hasMessageContaining("users[0].channels");

        assertThat(status("alice").path("state").asText()).isEqualTo("LIVE");
        assertThat(status("alice").path("needs_attention").asBoolean()).isFalse();
    }

    @Test
    void aHostWithoutAnAccountWaitsAndRunsThoseThatGetAFileOfTheirOwn() throws Exception {
        Path accounts = folder.resolve("accounts");
        start(Strictness.LENIENT, new String[0], "\"client_id\": \"unused\", ");
        assertThat(ask("status", "").path("accounts")).isEmpty();

        Files.createDirectory(accounts);
        Files.writeString(accounts.resolve("alice.json"), user("alice", "streamer", 1));
        Files.writeString(accounts.resolve("bob.json"), user("bob", "", 1));
        assertThat(ask("reload", "").path("added").toString()).isEqualTo("[\"alice\"]");
        awaitLive("alice");
        assertThat(status("bob").path("last_error").asText()).startsWith("accounts/bob.json: channels");
        assertThat(status("bob").path("advice").asText())
                .startsWith("Correct accounts/bob.json: channels; the change takes effect");

        Files.delete(accounts.resolve("alice.json"));
        assertThat(ask("reload", "").path("removed").toString()).isEqualTo("[\"alice\"]");
        assertThat(status("alice").isMissingNode()).isTrue();
        assertThat(status("bob").path("state").asText()).isEqualTo("FAILED");
    }

    @Test
    void whatWasReadEarlierIsNotAppliedAfterWhatWasReadLater() throws Exception {
        start(Strictness.LENIENT, user("alice", "streamer", 1));
        ConfigWatch file = new ConfigWatch(config, InstantSource.system());
        ConfigReader reader = new ConfigReader(Map.of());
        Semaphore slowness = new Semaphore(0);
        AtomicInteger reads = new AtomicInteger();
        ConfigReload reload = new ConfigReload(
                () -> {
                    ConfigReport report = file.read(reader);
                    if (reads.incrementAndGet() == 1) {
                        slowness.acquireUninterruptibly();
                    }
                    return report;
                },
                file::forget,
                Strictness.LENIENT,
                Objects.requireNonNull(host));

        Thread slow = Thread.ofPlatform().start(reload::run);
        await().atMost(PATIENCE).until(slowness::hasQueuedThreads);
        write(user("alice", "streamer", 1), user("bob", "streamer", 1));
        Thread quick = Thread.ofPlatform().start(reload::run);
        await().atMost(PATIENCE).until(() -> !quick.isAlive() || isAtASemaphore(quick));
        slowness.release();
        slow.join();
        quick.join();

        assertThat(reads).hasValue(2);
        assertThat(status("bob").isMissingNode()).isFalse();
    }

    private static boolean isAtASemaphore(Thread thread) {
        return thread.getState() == Thread.State.WAITING
                && Stream.of(thread.getStackTrace())
                        .anyMatch(frame -> frame.getMethodName().equals("acquireUninterruptibly"));
    }

    @Test
    void aStrictHostTakesAllOrNothing() throws Exception {
        assertThatThrownBy(() -> start(Strictness.STRICT, user("alice", "streamer", 1), user("bob", "streamer", 9)))
                .isInstanceOf(UnusableConfigException.class)
                .hasMessageContaining("users[1].plugins.greeter.count");
        assertThat(folder.resolve("state")).doesNotExist();

        start(Strictness.STRICT, user("alice", "streamer", 1));
        awaitLive("alice");
        write(user("alice", "streamer", 1), user("bob", "", 1));

        assertThatThrownBy(() -> ask("reload", "")).hasMessageContaining("users[1].channels");
        assertThat(status("bob").isMissingNode()).isTrue();
    }

    @Test
    void alertsAreListedWithoutAWebhookOnceSomebodyLooks() throws Exception {
        start(Strictness.LENIENT, new String[] {user("bob", "", 1)}, "\"client_id\": \"unused\", ");
        assertThat(ask("alerts", "").path("alerts")).isEmpty();

        BotHost closed = Objects.requireNonNull(host);
        closed.alerts().list();
        closed.alerts().list();
        host = null;
        closed.close(); // Tells what waits.

        JsonNode alerts = ask("alerts", "").path("alerts");
        assertThat(alerts).hasSize(1);
        assertThat(alerts.get(0).path("headline").asText()).isEqualTo("bob has failed");
        assertThat(alerts.get(0).path("kind").asText()).isEqualTo("failed");
        assertThat(alerts.get(0).path("webhooks")).isEmpty();
    }

    private void start(Strictness strictness, String... users) throws Exception {
        start(strictness, users, "");
    }

    private void start(Strictness strictness, String[] users, String more) throws Exception {
        write(users);
        Files.writeString(config, text(users).replaceFirst("\\{", "{" + more));
        ConfigReader reader = new ConfigReader(Map.of());
        HostConfig read = reader.read(config).config().orElseThrow();
        BotHost.Folders folders =
                new BotHost.Folders(folder.resolve("state"), PluginPlaces.only(folder.resolve("plugins")));
        BotHost started = BotHost.start(read, folders, strictness);
        host = started;
        ConfigReload reload =
                new ConfigReload(new ConfigWatch(config, InstantSource.system()), reader, strictness, started);
        AccountOperations accounts = new AccountOperations(config, reader, new RunningAccounts(started, reload));
        commands = new HostCommands(
                        new HostOperations(started, reload, accounts, InstantSource.system(), () -> {}),
                        Optional::empty)
                .byName();
    }

    private JsonNode ask(String command, String account) throws Exception {
        return Objects.requireNonNull(commands.get(command))
                .handle(JsonNodeFactory.instance.objectNode().put("account", account));
    }

    private JsonNode status(String login) throws Exception {
        for (JsonNode account : ask("status", "").path("accounts")) {
            if (account.path("login").asText().equals(login)) {
                return account;
            }
        }
        return JsonNodeFactory.instance.missingNode();
    }

    private void awaitLive(String login) {
        await().atMost(PATIENCE)
                .until(() -> status(login).path("state").asText().equals("LIVE"));
    }

    private void write(String... users) throws IOException {
        Files.writeString(config, text(users));
        config.toFile().setReadable(false, false);
        config.toFile().setReadable(true, true);
    }

    private String text(String... users) {
        return "{\"users\": [" + String.join(",", users) + "], \"twitch\": {\"eventsub_url\": \""
                + twitch.eventSubUrl() + "\", \"helix_url\": \"" + twitch.helixUrl() + "\", \"auth_url\": \""
                + twitch.authUrl() + "\"}}";
    }

    private String user(String login, String channel, int count) {
        SimulatedUser user = twitch.user(login).orElseGet(() -> twitch.addUser(login));
        return """
            {"username": "%s", "client_id": "%s", "channels": ["%s"], "access_token": "%s",
             "refresh_token": "%s", "plugins": {"greeter": {"count": %d}}}\
            """.formatted(login, user.clientId(), channel, user.accessToken(), user.refreshToken(), count);
    }
}

package dev.chameleonbot.host.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chameleonbot.engine.LoginCode;
import dev.chameleonbot.engine.TwitchApplication;
import dev.chameleonbot.engine.model.AccountState;
import dev.chameleonbot.engine.model.AuthorizedAccount;
import dev.chameleonbot.engine.model.TwitchEndpoints;
import dev.chameleonbot.host.config.ConfigReader;
import dev.chameleonbot.host.config.ConfigWatch;
import dev.chameleonbot.host.control.AccountCommands;
import dev.chameleonbot.host.plugins.PluginJarFile;
import dev.chameleonbot.host.plugins.files.PluginPlaces;
import dev.chameleonbot.host.runtime.BotHost;
import dev.chameleonbot.host.runtime.ConfigReload;
import dev.chameleonbot.host.runtime.Strictness;
import dev.chameleonbot.simulator.Simulator;
import dev.chameleonbot.simulator.fault.Endpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Accounts come and go by commands while the host runs")
final class RunningAccountsIT {
    private static final String CLIENT = "abcdefghij0123456789klmnopqrst";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    private Simulator twitch;
    private BotHost host;
    private AccountCommands commands;

    @BeforeEach
    void start() throws Exception {
        twitch = Simulator.builder().devicePollInterval(Duration.ofMillis(100)).start();
        twitch.addUser("alice");
        twitch.addUser("streamer");
        Path config = folder.resolve("config.json");
        Files.writeString(config, """
            {"client_id": "%s", "twitch": {"eventsub_url": "%s", "helix_url": "%s", "auth_url": "%s"}}
            """.formatted(CLIENT, twitch.eventSubUrl(), twitch.helixUrl(), twitch.authUrl()));
        config.toFile().setReadable(false, false);
        config.toFile().setReadable(true, true);
        PluginJarFile.of("listener")
                .source("lab.listener.Listener", """
                    package lab.listener;
                    import dev.chameleonbot.plugin.api.*;
                    public class Listener implements ChatBehaviour {
                        @Override public BehaviourSession open(Bot bot) { return message -> {}; }
                    }
                    """)
                .index("lab.listener.Listener")
                .writeTo(Files.createDirectory(folder.resolve("plugins")).resolve("listener.jar"));
        ConfigReader reader = new ConfigReader(Map.of());
        host = BotHost.start(
                reader.read(config).config().orElseThrow(),
                new BotHost.Folders(folder.resolve("state"), PluginPlaces.only(folder.resolve("plugins"))),
                Strictness.LENIENT);
        ConfigReload reload =
                new ConfigReload(new ConfigWatch(config, InstantSource.system()), reader, Strictness.LENIENT, host);
        commands = new AccountCommands(new AccountOperations(config, reader, new RunningAccounts(host, reload)));
    }

    @AfterEach
    void stop() throws IOException {
        host.close();
        twitch.close();
    }

    @Test
    void anAccountThatHasLoggedInRunsIsDisabledEnabledAndRemoved() throws Exception {
        assertThat(ask("list").path("accounts")).isEmpty();

        assertThat(adopt().path("results").path(0).path("done").asBoolean()).isTrue();
        await().atMost(PATIENCE).until(() -> state("alice").equals(AccountState.LIVE.name()));
        assertThat(twitch.enabledSubscriptions("alice")).isEqualTo(1);

        assertThat(change("disable", "alice").path("done").asBoolean()).isTrue();
        assertThat(account("alice").path("enabled").asBoolean()).isFalse();
        assertThat(state("alice")).isEqualTo(AccountState.STOPPED.name());

        change("enable", "alice");
        await().atMost(PATIENCE).until(() -> state("alice").equals(AccountState.LIVE.name()));

        assertThat(change("remove", "alice").path("message").asText())
                .isEqualTo("alice is removed; its token is revoked");
        assertThat(ask("list").path("accounts")).isEmpty();
        assertThat(host.accounts()).isEmpty();
        assertThat(host.engine().tokens("alice")).isEmpty();
        assertThat(twitch.journal().requests(Endpoint.REVOKE)).isOne();
    }

    @Test
    void anAccountThatIsOnlyNamedNeedsALoginAndListensWhereItIsTold() throws Exception {
        ObjectNode request = request("add");
        request.putObject("elements").set("alice", AccountList.block("alice", List.of("streamer")));
        assertThat(commands.handle(request).path("results").path(0).path("done").asBoolean())
                .isTrue();
        await().atMost(PATIENCE).until(() -> state("alice").equals(AccountState.NEEDS_LOGIN.name()));

        adopt();
        await().atMost(PATIENCE).until(() -> state("alice").equals(AccountState.LIVE.name()));

        ObjectNode join = request("join").put("account", "alice");
        join.putArray("channels").add("#Alice");
        assertThat(commands.handle(join).path("results").path(0).path("message").asText())
                .isEqualTo("alice listens in streamer, alice");
        await().atMost(PATIENCE).until(() -> twitch.enabledSubscriptions("alice") == 2);
        assertThat(twitch.connectedSessions("alice")).isEqualTo(1);
    }

    private JsonNode adopt() throws Exception {
        AuthorizedAccount account;
        TwitchEndpoints endpoints = new TwitchEndpoints(twitch.eventSubUrl(), twitch.helixUrl(), twitch.authUrl());
        try (TwitchApplication application = TwitchApplication.open(CLIENT, endpoints)) {
            LoginCode code = application.askForCode(Set.of());
            twitch.approve(code.prompt().userCode(), "alice");
            account = application.await(code, problem -> {});
        }
        return commands.handle(AccountCommands.adopt(AccountList.block("alice", List.of("streamer")), account));
    }

    private static ObjectNode request(String action) {
        return JsonNodeFactory.instance.objectNode().put("action", action);
    }

    private JsonNode ask(String action) throws Exception {
        return commands.handle(request(action));
    }

    private JsonNode change(String action, String login) throws Exception {
        ObjectNode request = request(action);
        request.putArray("accounts").add(login);
        return commands.handle(request).path("results").path(0);
    }

    private JsonNode account(String login) throws Exception {
        for (JsonNode account : ask("list").path("accounts")) {
            if (account.path("login").asText().equals(login)) {
                return account;
            }
        }
        return JsonNodeFactory.instance.missingNode();
    }

    private String state(String login) throws Exception {
        return account(login).path("state").asText();
    }
}

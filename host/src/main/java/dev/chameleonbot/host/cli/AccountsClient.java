package dev.chameleonbot.host.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chameleonbot.engine.TwitchApplication;
import dev.chameleonbot.engine.model.EngineStartException;
import dev.chameleonbot.engine.model.TwitchEndpoints;
import dev.chameleonbot.host.accounts.AccountOperations;
import dev.chameleonbot.host.accounts.StoppedAccounts;
import dev.chameleonbot.host.config.ConfigReader;
import dev.chameleonbot.host.config.ConfigReport;
import dev.chameleonbot.host.config.HostConfig;
import dev.chameleonbot.host.config.OperationException;
import dev.chameleonbot.host.control.AccountCommands;
import dev.chameleonbot.host.control.ControlClient;
import dev.chameleonbot.host.data.DataFolders;
import dev.chameleonbot.host.json.Json;
import dev.chameleonbot.host.plugins.files.PluginPlaces;
import dev.chameleonbot.host.plugins.loading.PluginHost;
import dev.chameleonbot.host.setup.ChosenChannels;
import dev.chameleonbot.host.setup.ConfiguredApplication;
import dev.chameleonbot.plugin.api.SettingsSchema;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The way to the operations on accounts: in the host that runs with the data, or in the folders of one that does not run. For
 * one command.
 */
final class AccountsClient {
    private final StateOption host;
    private final DataFolders folders;
    private final ConfigReader reader;

    private AccountsClient(StateOption host, DataFolders folders, ConfigReader reader) {
        this.host = host;
        this.folders = folders;
        this.reader = reader;
    }

    static AccountsClient of(PlacesOption places) {
        return of(places, System.getenv());
    }

    /** With other environment variables than those of this process. */
    static AccountsClient of(PlacesOption places, Map<String, String> environment) {
        return new AccountsClient(places, places.folders(), new ConfigReader(environment));
    }

    /** Refuses to write among the data of the service as another user, such as root: the service could not read that. */
    void requireOwnData() throws OperationException {
        var unused = DataOption.requireOwn(folders);
    }

    static ObjectNode request(String action) {
        return ControlClient.request("accounts").put("action", action);
    }

    /** Whether a host runs with the data. */
    boolean isRunning() throws OperationException {
        return host.askIfRunning(ControlClient.request("scopes")).isPresent();
    }

    DataFolders folders() {
        return folders;
    }

    /** Does one operation, in the running host or without one. */
    JsonNode ask(ObjectNode request) throws OperationException {
        Optional<JsonNode> answer = host.askIfRunning(request);
        if (answer.isPresent()) {
            return answer.get();
        }
        requireOwnData();
        if (configuration().isEmpty()) {
            throw CommandFailedException.unreadable(folders.withoutConfiguration());
        }
        try (StoppedAccounts stopped = new StoppedAccounts(folders.state().path(), this::schemasOfStoppedPlugins)) {
            return new AccountCommands(new AccountOperations(config(), reader, stopped)).handle(request);
        }
    }

    /** What is shown of one account; the command fails if there is none. */
    JsonNode find(String login) throws OperationException {
        return ask(request("list"))
                .path("accounts")
                .valueStream()
                .filter(one -> one.path("login").asText().equals(login.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new CommandFailedException("There is no account '" + login + "'"));
    }

    private Path config() {
        return folders.config().path();
    }

    /** The configuration as it is; empty where there is none. One that cannot be used is a failure of the command. */
    Optional<HostConfig> configuration() throws OperationException {
        if (!Files.exists(config())) {
            return Optional.empty();
        }
        ConfigReport report = reader.read(config());
        return Optional.of(report.config()
                .orElseThrow(() -> new CommandFailedException(
                        config() + " cannot be used; 'chameleon check-config " + config() + "' says why")));
    }

    /** What the configuration has for accounts that are to be added. */
    private ConfiguredApplication configured() {
        return new ConfiguredApplication(config(), reader);
    }

    /** The application that serves every account that has none of its own; empty where the configuration names none. */
    Optional<String> clientId() throws OperationException {
        return configured().clientId();
    }

    /** A block that says where its account listens, unless the configuration says so for all. */
    <T extends JsonNode> T withChannels(T block, List<String> wanted) throws OperationException {
        List<String> channels = configured().channels(wanted);
        if (block instanceof ObjectNode object && !object.has("channels") && !channels.isEmpty()) {
            Json.put(object, "channels", channels);
        }
        return block;
    }

    /** An application at the Twitch that the data are for; nothing is asked of it yet. */
    TwitchApplication application(String clientId) throws OperationException {
        TwitchEndpoints twitch = configuration().map(HostConfig::endpoints).orElseGet(reader::endpoints);
        try {
            return TwitchApplication.open(clientId, twitch);
        } catch (EngineStartException e) {
            throw new CommandFailedException(e.getMessage());
        }
    }

    /**
     * What a login has to ask for besides what every account needs.
     *
     * @param channels where the account is to listen
     */
    Set<String> scopes(List<String> channels) throws OperationException {
        Optional<JsonNode> answer = host.askIfRunning(ControlClient.request("scopes"));
        Collection<String> ofPlugins =
                answer.isPresent() ? Json.texts(answer.get().path("scopes")) : scopesOfStoppedPlugins();
        return new ChosenChannels(channels).scopes(Set.copyOf(ofPlugins));
    }

    private Map<String, SettingsSchema> schemasOfStoppedPlugins() throws OperationException {
        try (PluginHost plugins = plugins()) {
            return plugins == null ? Map.of() : plugins.schemas();
        }
    }

    private Set<String> scopesOfStoppedPlugins() throws OperationException {
        try (PluginHost plugins = plugins()) {
            return plugins == null ? Set.of() : plugins.scopes();
        }
    }

    /** Those that would run; null where there is none that could be asked. */
    private @Nullable PluginHost plugins() throws OperationException {
        return folders.bundled().isPresent() || Files.exists(folders.plugins().path())
                ? PluginHost.load(PluginPlaces.of(folders))
                : null;
    }
}

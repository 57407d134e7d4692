package dev.chameleonbot.host.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chameleonbot.engine.AccountConfig;
import dev.chameleonbot.engine.TwitchEndpoints;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Reads configurations in the schema of the original. Immutable. */
public final class ConfigReader {
    private static final List<String> KEYS = List.of("users", "twitch", "alerts", "plugins");

    private final Map<String, String> environment;

    /**
     * Creates a reader.
     *
     * @param environment the environment variables, which can override where Twitch is found
     */
    public ConfigReader(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    /**
     * Reads and checks a file; it is never written.
     *
     * @param file the configuration
     * @return the configuration or all that is wrong with it
     * @throws UnreadableConfigException if there is no such file, or it is not JSON
     */
    public ConfigReport read(Path file) throws UnreadableConfigException {
        Problems problems = new Problems();
        String text = ConfigFile.read(file);
        ConfigFile.checkPermissions(file, problems);
        return check(JsonDocument.parse(file.toString(), text, problems), problems);
    }

    /**
     * Reads a file that holds nothing but what is set for plugins, in the form of a configuration's {@code plugins}.
     *
     * @param file the file
     * @return the settings
     * @throws UnreadableConfigException if there is no such file, it is not JSON, or not of that form; the message has a
     *     line for each problem
     */
    public static PluginSettings readPluginSettings(Path file) throws UnreadableConfigException {
        Problems problems = new Problems();
        JsonNode root = JsonDocument.parse(file.toString(), ConfigFile.read(file), problems);
        Map<String, Map<String, Object>> ofAll = PluginsReader.read("plugins", Optional.of(root), problems);
        if (problems.errors() > 0) {
            throw new UnreadableConfigException(problems.all().stream()
                    .map(problem -> file + ", " + problem)
                    .collect(Collectors.joining("\n")));
        }
        return new PluginSettings(ofAll, List.of());
    }

    private ConfigReport check(JsonNode root, Problems problems) {
        if (!(root instanceof ObjectNode object)) {
            problems.error("", "The file holds " + ObjectReader.kind(root) + "; it must be an object with users");
            return new ConfigReport(Optional.empty(), problems.all(), PluginSettings.NONE);
        }
        ObjectReader reader = new ObjectReader("", object, problems);
        reader.warnOfUnknownKeys(KEYS);
        Map<String, Map<String, Object>> ofAll = PluginsReader.read("plugins", reader.value("plugins"), problems);
        List<Map<String, Map<String, Object>>> ofAccounts = new ArrayList<>();
        List<AccountConfig> accounts = accounts(reader.value("users"), ofAll, ofAccounts, problems);
        TwitchEndpoints endpoints = EndpointsReader.read(reader.value("twitch"), environment, problems);
        AlertsConfig alerts = AlertsReader.read(reader.value("alerts"), problems);
        PluginSettings plugins = new PluginSettings(ofAll, ofAccounts);
        Optional<HostConfig> config = problems.errors() > 0
                ? Optional.empty()
                : Optional.of(new HostConfig(accounts, endpoints, alerts, plugins));
        return new ConfigReport(config, problems.all(), plugins);
    }

    /** The accounts; what each sets for plugins of its own is added to {@code ofAccounts}. */
    private static List<AccountConfig> accounts(
            Optional<JsonNode> users,
            Map<String, Map<String, Object>> ofAll,
            List<Map<String, Map<String, Object>>> ofAccounts,
            Problems problems) {
        if (users.isEmpty()) {
            problems.error("users", "is missing; it must be a list of at least one account");
            return List.of();
        }
        JsonNode list = users.get();
        if (!list.isArray()) {
            problems.error("users", "is " + ObjectReader.kind(list) + "; it must be a list of accounts");
            return List.of();
        }
        if (list.isEmpty()) {
            problems.error("users", "is an empty list; at least one account is needed");
        }
        List<AccountConfig> accounts = new ArrayList<>();
        Map<String, String> pathsByLogin = new HashMap<>();
        for (int i = 0; i < list.size(); i++) {
            String path = "users[" + i + "]";
            Map<String, Map<String, Object>> own = AccountReader.withSwitch(
                    list.get(i),
                    PluginsReader.read(
                            path + ".plugins",
                            Optional.ofNullable(list.get(i).get("plugins")).filter(node -> !node.isNull()),
                            problems));
            ofAccounts.add(own);
            AccountReader.read(path, list.get(i), ofAll, own, problems).ifPresent(accounts::add);
            AccountReader.login(list.get(i)).ifPresent(login -> {
                String first = pathsByLogin.putIfAbsent(login, path);
                if (first != null) {
                    problems.error(
                            path + ".username",
                            "'" + login + "' is the account of " + first + ".username already; names must differ");
                }
            });
        }
        return accounts;
    }
}

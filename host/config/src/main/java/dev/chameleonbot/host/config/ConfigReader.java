package dev.chameleonbot.host.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chameleonbot.engine.AccountConfig;
import dev.chameleonbot.engine.TwitchEndpoints;
import dev.chameleonbot.host.config.PluginSettings.OfAccount;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads configurations in the schema of the original. Immutable. */
public final class ConfigReader {
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
        return read(file, ConfigFile.bytes(file));
    }

    /** Checks what was read from a file. */
    ConfigReport read(Path file, byte[] content) throws UnreadableConfigException {
        Problems problems = new Problems();
        String text = ConfigFile.decode(file, content);
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
        if (!root.isContainerNode()) {
            problems.error("", "The file holds " + ObjectReader.kind(root) + "; it must be an object with users");
            return new ConfigReport(Optional.empty(), problems.all(), PluginSettings.NONE);
        }
        ObjectNode object = root instanceof ObjectNode itself ? itself : JsonNodeFactory.instance.objectNode();
        ObjectReader reader = new ObjectReader("", object, problems);
        if (!Users.isOnlyUser(root)) {
            reader.warnOfUnknownKeys(ConfigSection.ROOT);
        }
        Map<String, Map<String, Object>> ofAll = PluginsReader.read("plugins", reader.value("plugins"), problems);
        List<UserBlock> users = users(root, ofAll, problems);
        TwitchEndpoints endpoints = EndpointsReader.read(reader.value("twitch"), environment, problems);
        AlertsConfig alerts = AlertsReader.read(reader.value("alerts"), problems);
        PluginSettings plugins = new PluginSettings(
                ofAll,
                users.stream()
                        .map(user -> new OfAccount(user.path(), user.settings()))
                        .toList());
        Optional<HostConfig> config = problems.errors() > 0
                ? Optional.empty()
                : Optional.of(new HostConfig(accounts(users), leftOut(users), endpoints, alerts, plugins));
        List<ConfigProblem> all = new ArrayList<>(problems.all());
        users.forEach(user -> all.addAll(user.problems()));
        return new ConfigReport(config, all, plugins);
    }

    /** The blocks; where several are one account, the first that can be used is it. */
    private static List<UserBlock> users(JsonNode root, Map<String, Map<String, Object>> ofAll, Problems problems) {
        List<UserBlock> blocks = new ArrayList<>();
        Users.of(root, problems).forEach((path, node) -> blocks.add(AccountReader.read(path, node, ofAll)));
        Map<String, String> pathsByLogin = new HashMap<>();
        Stream.concat(blocks.stream().filter(block -> block.account().isPresent()), blocks.stream())
                .forEach(block -> block.login().ifPresent(login -> pathsByLogin.putIfAbsent(login, block.path())));
        return blocks.stream()
                .map(block -> block.login()
                        .map(pathsByLogin::get)
                        .filter(path -> !path.equals(block.path()))
                        .map(block::asDuplicateOf)
                        .orElse(block))
                .toList();
    }

    private static SequencedMap<String, AccountConfig> accounts(List<UserBlock> users) {
        SequencedMap<String, AccountConfig> accounts = new LinkedHashMap<>();
        users.forEach(user -> user.account().ifPresent(account -> accounts.put(user.path(), account)));
        return accounts;
    }

    private static List<LeftOutAccount> leftOut(List<UserBlock> users) {
        return users.stream()
                .filter(user -> user.account().isEmpty())
                .map(UserBlock::leftOut)
                .toList();
    }
}

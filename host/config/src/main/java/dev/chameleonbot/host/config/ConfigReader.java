package dev.chameleonbot.host.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chameleonbot.engine.model.AccountConfig;
import dev.chameleonbot.engine.model.TwitchEndpoints;
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
    /** The variable of the environment that holds the secret of the application at the root. */
    public static final String CLIENT_SECRET_VARIABLE = "CHAMELEON_CLIENT_SECRET";

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
     * Reads and checks a file and the account files next to it; none is ever written.
     *
     * @return the configuration or all that is wrong with it
     * @throws UnreadableConfigException if there is no such file, it is not JSON, or the folder of account files cannot be
     *     read
     */
    public ConfigReport read(Path file) throws UnreadableConfigException {
        return read(ConfigSources.read(file));
    }

    /** Checks what was read from the files. */
    ConfigReport read(ConfigSources sources) throws UnreadableConfigException {
        Problems problems = new Problems();
        Path file = sources.configuration().file();
        String text = sources.configuration().text();
        ConfigFile.checkPermissions(file, problems);
        JsonNode root = JsonDocument.parse(file.toString(), "", text, problems);
        AccountFileReader.checkPermissions(sources.accounts(), problems);
        return check(root, sources, problems);
    }

    /**
     * Reads what a configuration has for accounts that are still to be added.
     *
     * @throws UnreadableConfigException if there is no such file, or it is not JSON
     */
    public AccountCheck accountCheck(Path file) throws UnreadableConfigException {
        Problems unsaid = new Problems(); // The reader of the whole reports them.
        JsonNode root =
                JsonDocument.parse(file.toString(), "", ConfigFile.read(file).text(), unsaid);
        Map<String, Map<String, Object>> plugins =
                PluginsReader.read("plugins", new ObjectReader("", objectOf(root), unsaid).value("plugins"), unsaid);
        SecretSources secrets = SecretSources.of(file, environment);
        return new AccountCheck(
                AccountFiles.beside(file), defaults(root, secrets, plugins, unsaid), secrets.ofAccount(), prime(root));
    }

    private static Map<String, Boolean> prime(JsonNode root) {
        Map<String, Boolean> prime = new HashMap<>();
        Problems unsaid = new Problems();
        Users.of(root, true, unsaid)
                .forEach((path, node) -> AccountReader.primeOrTurbo(new ObjectReader(path, objectOf(node), unsaid))
                        .ifPresent(on -> prime.put(path, on)));
        return prime;
    }

    /** The variables of the environment that say where Twitch is. */
    public static List<String> endpointVariables() {
        return EndpointsReader.variables();
    }

    /** Where Twitch is where there is no configuration: as the environment says. */
    public TwitchEndpoints endpoints() {
        return EndpointsReader.read(Optional.empty(), environment, new Problems());
    }

    /**
     * Reads a file that holds nothing but what is set for plugins, in the form of a configuration's {@code plugins}.
     *
     * @throws UnreadableConfigException if there is no such file, it is not JSON, or not of that form; the message has a
     *     line for each problem
     */
    public static PluginSettings readPluginSettings(Path file) throws UnreadableConfigException {
        Problems problems = new Problems();
        JsonNode root =
                JsonDocument.parse(file.toString(), "", ConfigFile.read(file).text(), problems);
        Map<String, Map<String, Object>> ofAll = PluginsReader.read("plugins", Optional.of(root), problems);
        if (problems.errors() > 0) {
            throw new UnreadableConfigException(problems.all().stream()
                    .map(problem -> file + ", " + problem)
                    .collect(Collectors.joining("\n")));
        }
        return new PluginSettings(ofAll, List.of());
    }

    private ConfigReport check(JsonNode root, ConfigSources sources, Problems problems) {
        if (!root.isContainerNode()) {
            problems.error("", "The file holds " + ObjectReader.kind(root) + "; it must be an object with users");
            return new ConfigReport(Optional.empty(), problems.all(), PluginSettings.NONE);
        }
        ObjectReader reader = new ObjectReader("", objectOf(root), problems);
        if (!Users.isOnlyUser(root)) {
            reader.warnOfUnknownKeys(ConfigSection.ROOT);
        }
        Map<String, Map<String, Object>> ofAll = PluginsReader.read("plugins", reader.value("plugins"), problems);
        SecretSources secrets = SecretSources.of(sources.configuration().file(), environment);
        AccountDefaults defaults = defaults(root, secrets, ofAll, problems);
        boolean mayBeEmpty = sources.hasFolder() || defaults.application().isPresent();
        List<UserBlock> users = new ArrayList<>();
        Users.of(root, mayBeEmpty, problems)
                .forEach((path, node) -> users.add(
                        AccountReader.read(path, node, defaults, path.isEmpty() ? secrets : secrets.ofAccount())));
        AccountFileReader files = new AccountFileReader(defaults, secrets.ofAccount());
        sources.accounts().forEach(file -> users.add(files.read(file)));
        TwitchEndpoints endpoints = EndpointsReader.read(reader.value("twitch"), environment, problems);
        AlertsConfig alerts = AlertsReader.read(reader.value("alerts"), problems);
        Optional<WebConfig> web =
                reader.value("web").flatMap(block -> new WebReader(secrets.ofAccount(), problems).read(block));
        List<UserBlock> blocks = distinct(users);
        PluginSettings plugins = new PluginSettings(
                ofAll,
                blocks.stream()
                        .map(user -> new OfAccount(user.path(), user.settings()))
                        .toList());
        Optional<HostConfig> config = problems.errors() > 0
                ? Optional.empty()
                : Optional.of(
                        new HostConfig(accounts(blocks), leftOut(blocks), mayBeEmpty, endpoints, alerts, web, plugins));
        List<ConfigProblem> all = new ArrayList<>(problems.all());
        blocks.forEach(block -> all.addAll(block.problems()));
        return new ConfigReport(config, all, plugins);
    }

    /** What serves all accounts. Of an account that is itself the root, its block tells what is wrong. */
    private static AccountDefaults defaults(
            JsonNode root, SecretSources secrets, Map<String, Map<String, Object>> plugins, Problems problems) {
        Problems told = Users.isOnlyUser(root) ? new Problems() : problems;
        AccountDefaults defaults =
                AccountDefaults.read(new ObjectReader("", objectOf(root), told), secrets, plugins, told);
        return Users.isOnlyUser(root) && told.errors() > 0 ? AccountDefaults.of(plugins) : defaults;
    }

    private static ObjectNode objectOf(JsonNode root) {
        return root instanceof ObjectNode object ? object : JsonNodeFactory.instance.objectNode();
    }

    /** The blocks; where several are one account, the first that can be used is it. */
    private static List<UserBlock> distinct(List<UserBlock> blocks) {
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

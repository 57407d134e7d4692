package dev.chameleonbot.host.config;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chameleonbot.engine.AccountConfig;
import dev.chameleonbot.engine.TwitchEndpoints;
import dev.chameleonbot.host.config.ConfigProblem.Severity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads a configuration file and says all that is wrong with it at once. It never writes to it.
 *
 * <p>The schema is the original program's, so that its files work unchanged, and an object {@code twitch} of our own.
 */
public final class ConfigReader {
    private static final List<String> KEYS = List.of("users", "twitch");

    private final List<ConfigProblem> problems = new ArrayList<>();

    private ConfigReader() {}

    /**
     * Reads a configuration.
     *
     * @param file the file
     * @param environment the environment variables; {@code CHAMELEON_EVENTSUB_URL}, {@code CHAMELEON_HELIX_URL} and
     *     {@code CHAMELEON_AUTH_URL} go before the file
     * @return the configuration and its problems
     * @throws UnreadableConfigException if there is no such file, or it is not JSON
     */
    public static ConfigReport read(Path file, Map<String, String> environment) throws UnreadableConfigException {
        return new ConfigReader().report(file, environment);
    }

    private ConfigReport report(Path file, Map<String, String> environment) throws UnreadableConfigException {
        JsonNode json = JsonDocument.read(file);
        warnOfReaders(file);
        ConfigNode root = new ConfigNode("", json, problems);
        if (!root.isObject()) {
            root.error("The configuration must be an object with a list 'users', but is " + root.kind());
            return new ConfigReport(Optional.empty(), problems);
        }
        root.warnOfUnknownKeys(KEYS);
        List<AccountConfig> accounts = accounts(root.at("users"));
        TwitchEndpoints endpoints = new TwitchSection(root.at("twitch"), environment, problems).read();
        boolean usable = problems.stream().noneMatch(problem -> problem.severity() == Severity.ERROR);
        return new ConfigReport(usable ? Optional.of(new HostConfig(accounts, endpoints)) : Optional.empty(), problems);
    }

    private static List<AccountConfig> accounts(ConfigNode users) {
        if (!users.isPresent()) {
            users.error("is missing: a list of accounts");
            return List.of();
        }
        List<ConfigNode> entries = users.elements();
        if (entries.isEmpty() && users.kind().equals("a list")) {
            users.error("is empty: it needs at least one account");
        }
        List<AccountConfig> accounts = new ArrayList<>();
        Map<String, String> firstPaths = new HashMap<>();
        for (ConfigNode entry : entries) {
            Optional<AccountConfig> account = new UserSection(entry).read();
            account.map(AccountConfig::login).ifPresent(login -> {
                String first = firstPaths.putIfAbsent(login, entry.path());
                if (first != null) {
                    entry.at("username")
                            .error(ConfigNode.quoted(login) + " is configured twice, the first time at " + first);
                }
            });
            account.ifPresent(accounts::add);
        }
        return accounts;
    }

    private void warnOfReaders(Path file) {
        try {
            Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
            if (permissions.contains(PosixFilePermission.GROUP_READ)
                    || permissions.contains(PosixFilePermission.OTHERS_READ)) {
                problems.add(new ConfigProblem(
                        Severity.WARNING,
                        "",
                        "Others on this machine can read " + file + " and the secrets in it; run: chmod 600 " + file));
            }
        } catch (UnsupportedOperationException | IOException e) {
            // Not a file system that knows such permissions: there is nothing to warn of.
            return;
        }
    }
}

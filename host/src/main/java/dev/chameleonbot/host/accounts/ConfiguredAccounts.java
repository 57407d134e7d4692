package dev.chameleonbot.host.accounts;

import dev.chameleonbot.engine.model.AccountConfig;
import dev.chameleonbot.engine.model.AccountStatus;
import dev.chameleonbot.host.config.AccountCheck;
import dev.chameleonbot.host.config.AccountDocument;
import dev.chameleonbot.host.config.AccountFiles;
import dev.chameleonbot.host.config.AccountOrigin;
import dev.chameleonbot.host.config.ChannelNames;
import dev.chameleonbot.host.config.ConfigReader;
import dev.chameleonbot.host.config.ConfigReport;
import dev.chameleonbot.host.config.HostConfig;
import dev.chameleonbot.host.config.LeftOutAccount;
import dev.chameleonbot.host.config.OperationException;
import dev.chameleonbot.host.config.UnreadableConfigException;
import dev.chameleonbot.plugin.api.SettingsSchema;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Collectors;

/** The accounts as they are configured now, read again each time. */
record ConfiguredAccounts(Path config, ConfigReader reader, AccountStage stage) {

    /** The accounts' own files. */
    AccountFiles files() {
        return AccountFiles.beside(config);
    }

    /** What is in an account's own file. */
    AccountDocument document(AccountInfo account) throws OperationException {
        return files().read(account.login()).orElseThrow(() -> new OperationException(account.origin() + " is gone"));
    }

    /** What the configuration has for accounts that are still to be added, or changed. */
    AccountCheck check() throws OperationException {
        return reader.accountCheck(config);
    }

    /** The configuration, with which no account has to be well. */
    HostConfig usable() throws OperationException {
        return usable(report());
    }

    private ConfigReport report() throws OperationException {
        return reader.read(config);
    }

    private HostConfig usable(ConfigReport report) throws OperationException {
        return report.config()
                .orElseThrow(() -> new OperationException(report.errors().stream()
                        .map(problem -> config + ", " + problem)
                        .collect(Collectors.joining("; "))));
    }

    /** What is set for an account and for all, and where; empty if there is no such account. */
    Optional<AccountSettings> settings(String login, Map<String, SettingsSchema> schemas) throws OperationException {
        ConfigReport report = report();
        Optional<AccountOrigin> found = usable(report).origin(login);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        AccountOrigin origin = found.get();
        AccountCheck check = check();
        return Optional.of(new AccountSettings(
                login,
                origin.in(config),
                origin.isOwnFile(),
                AccountSettings.primeOrTurbo(
                        origin.isOwnFile() ? primeOrTurbo(login) : check.primeOrTurbo(origin.path()),
                        origin.path().isEmpty() ? Optional.empty() : check.primeOrTurbo()),
                AccountSettings.plugins(report.plugins(), origin.path(), schemas)));
    }

    private Optional<Boolean> primeOrTurbo(String login) {
        try {
            return files().read(login).flatMap(AccountDocument::primeOrTurbo);
        } catch (UnreadableConfigException e) {
            return Optional.empty(); // As the account is told to be misconfigured.
        }
    }

    /** All accounts by login, those of the configuration first; those that are left out last. */
    SequencedMap<String, AccountInfo> all() throws OperationException {
        HostConfig usable = usable();
        Map<String, AccountStatus> statuses = new HashMap<>();
        stage.statuses().forEach(status -> statuses.put(status.login(), status));
        Map<String, Instant> disabled = stage.disabled(
                usable.accounts().stream().map(AccountConfig::login).toList());
        SequencedMap<String, AccountInfo> all = new LinkedHashMap<>();
        for (Map.Entry<String, AccountConfig> entry : usable.accountsByPath().entrySet()) {
            AccountOrigin origin = new AccountOrigin(entry.getKey());
            String login = entry.getValue().login();
            all.put(
                    login,
                    new AccountInfo(
                            login,
                            origin.in(config),
                            origin.isOwnFile(),
                            listened(entry.getValue()),
                            Optional.ofNullable(disabled.get(login)),
                            Optional.ofNullable(statuses.get(login)),
                            Optional.empty()));
        }
        for (LeftOutAccount account : usable.leftOut()) {
            AccountOrigin origin = new AccountOrigin(account.path());
            String login = account.login().orElse(account.name());
            all.putIfAbsent(
                    login,
                    new AccountInfo(
                            login,
                            origin.in(config),
                            origin.isOwnFile(),
                            List.of(),
                            Optional.empty(),
                            Optional.ofNullable(statuses.get(login)),
                            Optional.of(account.reason())));
        }
        return all;
    }

    private static List<String> listened(AccountConfig account) {
        List<String> channels = new ArrayList<>(account.channels());
        if (account.followed()) {
            channels.add(ChannelNames.FOLLOWED);
        }
        return channels;
    }

    /** What is said of an account that there is not. */
    AccountResult unknown(String login) {
        return AccountResult.refused(
                login, "There is no account '" + login + "' in " + config + " or in its folder 'accounts'");
    }
}

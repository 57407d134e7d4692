package dev.chameleonbot.host.config;

import dev.chameleonbot.engine.model.AccountConfig;
import dev.chameleonbot.engine.model.TwitchEndpoints;
import dev.chameleonbot.host.config.PluginSettings.OfAccount;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the operator has configured, as far as it can be used; immutable.
 *
 * @param accountsByPath the accounts by where they stand, in the order of the file, with different names
 * @param leftOut the accounts that cannot be used as they stand in the file
 * @param mayBeEmpty whether there is something to run without an account: a host that waits for some to be added
 * @param endpoints where Twitch is found
 * @param web the page and what is behind it; empty where it is not configured
 * @param plugins what is set for plugins, which these accounts' settings come from
 */
public record HostConfig(
        SequencedMap<String, AccountConfig> accountsByPath,
        List<LeftOutAccount> leftOut,
        boolean mayBeEmpty,
        TwitchEndpoints endpoints,
        AlertsConfig alerts,
        Optional<WebConfig> web,
        PluginSettings plugins) {
    public HostConfig {
        accountsByPath = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(accountsByPath));
        leftOut = List.copyOf(leftOut);
        plugins = plugins.only(accountsByPath.keySet());
    }

    /** The accounts in the order of the file. */
    public List<AccountConfig> accounts() {
        return List.copyOf(accountsByPath.values());
    }

    /** Whether there is an account to run, or a host that waits for one. */
    public boolean isRunnable() {
        return mayBeEmpty || !accountsByPath.isEmpty();
    }

    /**
     * Where an account is configured.
     *
     * @return the place; empty if there is no such account, or it is not known whose a place is
     */
    public Optional<AccountOrigin> origin(String login) {
        return Stream.concat(
                        accountsByPath.entrySet().stream()
                                .filter(entry -> entry.getValue().login().equals(login))
                                .map(Map.Entry::getKey),
                        leftOut.stream()
                                .filter(account ->
                                        account.login().filter(login::equals).isPresent())
                                .map(LeftOutAccount::path))
                .map(AccountOrigin::new)
                .findFirst();
    }

    /** How many channels there are, each counted once however many accounts listen in it. */
    public int channelCount() {
        return (int) accountsByPath.values().stream()
                .flatMap(a -> a.channels().stream())
                .distinct()
                .count();
    }

    /**
     * The same without the accounts in whose own blocks something is wrong.
     *
     * @return the configuration with fewer accounts, maybe none
     */
    public HostConfig leavingOut(List<ConfigProblem> problems) {
        SequencedMap<String, AccountConfig> kept = new LinkedHashMap<>(accountsByPath);
        List<LeftOutAccount> out = new ArrayList<>(leftOut);
        for (OfAccount account : plugins.ofAccounts()) {
            List<ConfigProblem> errors = problems.stream()
                    .filter(problem -> problem.isError() && account.concerns(problem))
                    .toList();
            AccountConfig without = errors.isEmpty() ? null : kept.remove(account.path());
            if (without != null) {
                out.add(new LeftOutAccount(account.path(), Optional.of(without.login()), errors));
            }
        }
        return new HostConfig(kept, out, mayBeEmpty, endpoints, alerts, web, plugins);
    }

    /**
     * The same where accounts that are left out go on with what held for them before: those of the same name, and, where a
     * block does not tell its account's name, the one that stood there.
     *
     * @return the configuration to run; accounts that go on are among those {@linkplain #leftOut() left out} all the same
     */
    public HostConfig continuing(HostConfig before) {
        SequencedMap<String, AccountConfig> running = new LinkedHashMap<>(accountsByPath);
        List<OfAccount> settings = new ArrayList<>(plugins.ofAccounts());
        List<LeftOutAccount> out = new ArrayList<>();
        Set<String> named = logins();
        for (LeftOutAccount account : leftOut) {
            Optional<Map.Entry<String, AccountConfig>> last = before.lastOf(account, named);
            last.ifPresent(entry -> {
                running.put(account.path(), entry.getValue());
                settings.add(new OfAccount(account.path(), before.plugins.of(entry.getKey())));
            });
            out.add(last.map(entry -> account.named(entry.getValue().login())).orElse(account));
        }
        return new HostConfig(
                running, out, mayBeEmpty, endpoints, alerts, web, new PluginSettings(plugins.ofAll(), settings));
    }

    /** Whether an account that is left out goes on with what held for it before. */
    public boolean continues(LeftOutAccount account) {
        return accountsByPath.containsKey(account.path());
    }

    /**
     * Why an account does not run.
     *
     * @return what is wrong with its configuration; empty if it runs, or is not known
     */
    public Optional<String> whyLeftOut(String login) {
        return leftOut.stream()
                .filter(account -> account.name().equals(login) && !continues(account))
                .map(LeftOutAccount::reason)
                .findFirst();
    }

    /** A line for each account that is left out, or goes on with what it had, with all that is wrong with it. */
    public List<String> misconfigured() {
        return leftOut.stream()
                .map(account -> account.name()
                        + (continues(account) ? " keeps its last valid configuration: " : " is left out: ")
                        + account.reason())
                .toList();
    }

    private Set<String> logins() {
        return Stream.concat(
                        accountsByPath.values().stream().map(AccountConfig::login),
                        leftOut.stream().flatMap(account -> account.login().stream()))
                .collect(Collectors.toSet());
    }

    private Optional<Map.Entry<String, AccountConfig>> lastOf(LeftOutAccount account, Set<String> named) {
        return accountsByPath.entrySet().stream()
                .filter(entry -> account.login()
                        .map(entry.getValue().login()::equals)
                        .orElseGet(() -> entry.getKey().equals(account.path())
                                && !named.contains(entry.getValue().login())))
                .findFirst();
    }
}

package dev.chameleonbot.host.config;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.chameleonbot.host.config.ConfigSources.AccountSource;
import dev.chameleonbot.host.config.PluginSettings.OfAccount;
import dev.chameleonbot.plugin.api.SettingsSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What a configuration has for accounts that are still to be added, and whether they fit it. Immutable. */
public final class AccountCheck {
    private final AccountFiles files;
    private final AccountDefaults defaults;
    private final AccountFileReader reader;
    private final Map<String, Boolean> prime;

    /**
     * Judges by these.
     *
     * @param prime what the configuration's own blocks say of {@code is_prime_or_turbo}, by their paths
     */
    AccountCheck(AccountFiles files, AccountDefaults defaults, SecretSources secrets, Map<String, Boolean> prime) {
        this.files = files;
        this.defaults = defaults;
        this.reader = new AccountFileReader(defaults, secrets);
        this.prime = Map.copyOf(prime);
    }

    /** The application that serves accounts which have none of their own. */
    public Optional<String> clientId() {
        return defaults.application().flatMap(Application::clientId);
    }

    /**
     * Where accounts listen that name no channels.
     *
     * @return the names, {@code @own} and {@code @followed} among them; empty where each account has to name some
     */
    public Optional<List<String>> channels() {
        return defaults.channels()
                .map(list -> list.followed()
                        ? Stream.concat(list.names().stream(), Stream.of(ChannelNames.FOLLOWED))
                                .toList()
                        : list.names());
    }

    /** Whether accounts that do not say so themselves have Prime or Turbo; empty where that is not said for all. */
    public Optional<Boolean> primeOrTurbo() {
        return defaults.primeOrTurbo();
    }

    /**
     * Whether an account of the configuration itself says that it has Prime or Turbo.
     *
     * @param path where it stands, such as {@code users[2]}
     * @return what it says; empty if it says nothing
     */
    public Optional<Boolean> primeOrTurbo(String path) {
        return Optional.ofNullable(prime.get(path));
    }

    private UserBlock read(String login, AccountDocument document) {
        return reader.read(new AccountSource.Known(
                new ConfigFile(files.file(login), document.text().getBytes(UTF_8))));
    }

    /**
     * Judges what an account's file would be; nothing is written. Whether there is such an account already is not looked at.
     *
     * @return all that is wrong with it, and what is odd, each with its place in the file
     * @throws IllegalArgumentException if the login can be no account's name
     */
    public List<ConfigProblem> problemsOf(String login, AccountDocument document) {
        return read(login, document).problems();
    }

    /**
     * The same, and what of its settings does not fit the plugins.
     *
     * @param schemas what can be set, by plugin id
     * @return all problems, with their places in the file, or in the configuration where that sets them for all
     * @throws IllegalArgumentException if the login can be no account's name
     */
    public List<ConfigProblem> problemsOf(String login, AccountDocument document, Map<String, SettingsSchema> schemas) {
        UserBlock block = read(login, document);
        List<ConfigProblem> problems = new ArrayList<>(block.problems());
        problems.addAll(new PluginSettings(defaults.plugins(), List.of(new OfAccount(block.path(), block.settings())))
                .check(schemas));
        return problems;
    }
}

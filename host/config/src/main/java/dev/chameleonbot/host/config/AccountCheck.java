package dev.chameleonbot.host.config;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.chameleonbot.host.config.ConfigSources.AccountSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What a configuration has for accounts that are still to be added, and whether they fit it. Immutable. */
public final class AccountCheck {
    private final AccountFiles files;
    private final AccountDefaults defaults;
    private final AccountFileReader reader;

    AccountCheck(AccountFiles files, AccountDefaults defaults, SecretSources secrets) {
        this.files = files;
        this.defaults = defaults;
        this.reader = new AccountFileReader(defaults, secrets);
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
                        ? Stream.concat(list.names().stream(), Stream.of(ChannelList.FOLLOWED))
                                .toList()
                        : list.names());
    }

    /**
     * Judges what an account's file would be; nothing is written. Whether there is such an account already is not looked at.
     *
     * @param login the account
     * @param document what would be in the file
     * @return all that is wrong with it, and what is odd, each with its place in the file
     * @throws IllegalArgumentException if the login can be no account's name
     */
    public List<ConfigProblem> problemsOf(String login, AccountDocument document) {
        return reader.read(new AccountSource.Known(
                        new FileContent(files.file(login), document.text().getBytes(UTF_8))))
                .problems();
    }
}

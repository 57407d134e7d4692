package dev.chameleonbot.host.accounts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chameleonbot.engine.AccountConfig;
import dev.chameleonbot.engine.AccountRecords;
import dev.chameleonbot.engine.AccountStatus;
import dev.chameleonbot.engine.AuthorizedAccount;
import dev.chameleonbot.engine.spi.StateException;
import dev.chameleonbot.engine.spi.StateStore.StoredTokens;
import dev.chameleonbot.host.config.AccountCheck;
import dev.chameleonbot.host.config.AccountDocument;
import dev.chameleonbot.host.config.AccountFiles;
import dev.chameleonbot.host.config.AccountOrigin;
import dev.chameleonbot.host.config.CommentsInTheWayException;
import dev.chameleonbot.host.config.ConfigProblem;
import dev.chameleonbot.host.config.ConfigReader;
import dev.chameleonbot.host.config.ConfigReport;
import dev.chameleonbot.host.config.HostConfig;
import dev.chameleonbot.host.config.LeftOutAccount;
import dev.chameleonbot.host.config.UnreadableConfigException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What an operator does with accounts. An account that is added has a file of its own beside the configuration, which itself is
 * never written: where that would have to change, it is said what to write there. What cannot be done for one account hinders
 * no other.
 *
 * <p>Concurrency: any thread may call it; operations take turns. They block, on the disk and on Twitch.
 */
public final class AccountOperations {
    private static final String USERNAME = "username";
    private static final String CHANNELS = "channels";

    private final Path config;
    private final ConfigReader reader;
    private final AccountFiles files;
    private final Stage stage;
    private final TokenRevocation revocation;
    private final Semaphore turn = new Semaphore(1);

    /** Where the accounts run, or would run. */
    public interface Stage {
        /**
         * What is kept of the accounts.
         *
         * @throws AccountException if that cannot be had
         */
        AccountRecords records() throws AccountException;

        /**
         * Whether the operator has disabled an account; see {@link AccountRecords#disabledSince}. Looking changes nothing.
         *
         * @param login the account
         * @throws AccountException if that cannot be seen
         */
        Optional<Instant> disabledSince(String login) throws AccountException;

        /**
         * Runs what is configured now.
         *
         * @throws AccountException if it cannot be run; the message says why
         */
        void apply() throws AccountException;

        /** How the accounts stand; empty where none runs. */
        List<AccountStatus> statuses();
    }

    /**
     * The accounts of a configuration.
     *
     * @param config the configuration file
     * @param reader reads it
     * @param stage where they run
     */
    public AccountOperations(Path config, ConfigReader reader, Stage stage) {
        this(config, reader, stage, TokenRevocation.atTwitch());
    }

    AccountOperations(Path config, ConfigReader reader, Stage stage, TokenRevocation revocation) {
        this.config = config;
        this.reader = reader;
        this.files = AccountFiles.beside(config);
        this.stage = stage;
        this.revocation = revocation;
    }

    /**
     * All accounts, in the order of the configuration, then of their files.
     *
     * @return the accounts
     * @throws AccountException if the configuration cannot be read
     */
    public List<AccountInfo> list() throws AccountException {
        return inTurn(() -> List.copyOf(configured().values()));
    }

    /**
     * Adds accounts.
     *
     * @param elements each in the form of one of the configuration's {@code users}, by where it stood in what was given
     * @return what came of each, in their order
     * @throws AccountException if none can be added; then nothing has changed
     */
    public List<AccountResult> add(SequencedMap<String, JsonNode> elements) throws AccountException {
        return inTurn(() -> {
            Map<String, AccountInfo> known = configured();
            AccountCheck check = check();
            List<AccountResult> results = new ArrayList<>();
            Set<String> added = new LinkedHashSet<>();
            elements.forEach((place, element) -> results.add(add(place, element, known, added, check)));
            if (!added.isEmpty()) {
                stage.apply();
            }
            return results;
        });
    }

    private AccountResult add(
            String place, JsonNode element, Map<String, AccountInfo> known, Set<String> added, AccountCheck check) {
        String login = element.path(USERNAME).asText("").strip().toLowerCase(Locale.ROOT);
        if (!(element instanceof ObjectNode object) || login.isEmpty()) {
            return AccountResult.refused(place, place + ": must be an object with username, channels …");
        }
        if (known.containsKey(login)) {
            return AccountResult.refused(
                    login,
                    place + ": " + login + " is configured already, in "
                            + known.get(login).origin());
        }
        if (added.contains(login)) {
            return AccountResult.refused(login, place + ": " + login + " is given twice; the first is taken");
        }
        try {
            AccountDocument document =
                    AccountDocument.of(place, withLogin(object, login).toPrettyString() + "\n");
            List<ConfigProblem> errors = check.problemsOf(login, document).stream()
                    .filter(ConfigProblem::isError)
                    .toList();
            if (!errors.isEmpty()) {
                return AccountResult.refused(
                        login,
                        errors.stream()
                                .map(problem -> place + ": " + problem.withinFile())
                                .collect(Collectors.joining("; ")));
            }
            Path file = files.write(login, document);
            added.add(login);
            return AccountResult.done(login, login + " is added, as " + file);
        } catch (UnreadableConfigException | IOException | IllegalArgumentException e) {
            return AccountResult.refused(login, place + ": " + e.getMessage());
        }
    }

    private static ObjectNode withLogin(ObjectNode element, String login) {
        return element.deepCopy().put(USERNAME, login);
    }

    /**
     * Adds an account whose owner has agreed just now, or gives it new tokens where it is configured already.
     *
     * @param element the account, in the form of one of the configuration's {@code users}
     * @param account who has agreed
     * @return what was done
     * @throws AccountException if that cannot be done
     */
    public AccountResult adopt(ObjectNode element, AuthorizedAccount account) throws AccountException {
        return inTurn(() -> {
            AccountInfo there = configured().get(account.login());
            if (there != null) {
                renew(account);
                return AccountResult.done(
                        account.login(),
                        account.login() + " is configured already, in " + there.origin() + "; it is logged in anew");
            }
            stage.records().keep(account); // Before it runs: a refresh token is good for one use.
            AccountResult result = add(account.login(), element, Map.of(), new LinkedHashSet<>(), check());
            if (result.done()) {
                stage.apply();
            }
            return result;
        });
    }

    /** While it runs, it has tokens of its own in use. */
    private void renew(AuthorizedAccount account) throws AccountException {
        AccountRecords records = stage.records();
        boolean runs =
                stage.statuses().stream().anyMatch(status -> status.login().equals(account.login()))
                        && stage.disabledSince(account.login()).isEmpty();
        if (runs) {
            records.disableAccount(account.login());
        }
        records.keep(account);
        if (runs) {
            records.enableAccount(account.login());
        }
    }

    /**
     * Removes accounts: their files, what is kept of them, and, unless it is to stay, what they have agreed to at Twitch.
     *
     * @param logins the accounts
     * @param keepsTokens whether the tokens stay good at Twitch
     * @return what came of each, in their order
     * @throws AccountException if none can be removed; then nothing has changed
     */
    public List<AccountResult> remove(Collection<String> logins, boolean keepsTokens) throws AccountException {
        return inTurn(() -> {
            HostConfig before = usable();
            Map<String, AccountInfo> known = configured();
            List<AccountResult> results = new ArrayList<>();
            SequencedMap<String, Integer> removed = new LinkedHashMap<>();
            for (String login : distinct(logins)) {
                AccountResult result = removeFile(login, known.get(login));
                if (result.done()) {
                    removed.put(login, results.size());
                }
                results.add(result);
            }
            if (!removed.isEmpty()) {
                stage.apply();
            }
            for (Map.Entry<String, Integer> entry : removed.entrySet()) {
                results.set(entry.getValue(), forget(entry.getKey(), before, keepsTokens));
            }
            return results;
        });
    }

    private AccountResult removeFile(String login, @Nullable AccountInfo known) throws AccountException {
        if (known == null) {
            return unknown(login);
        }
        if (!known.isOwnFile()) {
            return AccountResult.refused(
                    login,
                    login + " stands in " + known.origin() + ", which is yours alone: delete that block from " + config
                            + "; the running host takes that over");
        }
        try {
            files.delete(login);
            return AccountResult.done(login, login + " is removed");
        } catch (IOException e) {
            return AccountResult.refused(login, known.origin() + " cannot be deleted: " + e.getMessage());
        }
    }

    private AccountResult forget(String login, HostConfig before, boolean keepsTokens) throws AccountException {
        AccountRecords records = stage.records();
        Optional<StoredTokens> tokens = records.tokens(login);
        records.forget(login);
        String done = login + " is removed";
        if (keepsTokens) {
            return AccountResult.done(login, done + "; its tokens stay good at Twitch");
        }
        Optional<String> clientId = before.accounts().stream()
                .filter(account -> account.login().equals(login))
                .findFirst()
                .flatMap(AccountConfig::clientId);
        if (tokens.isEmpty()) {
            return AccountResult.done(login, done);
        }
        return AccountResult.done(
                login, done + "; " + revocation.revoke(clientId, tokens.get().access(), before.endpoints()));
    }

    /**
     * Runs accounts again that were disabled, or disables accounts: they have no connection then and ask nothing of Twitch,
     * also after a restart.
     *
     * @param logins the accounts
     * @param on whether they are to run
     * @return what came of each, in their order
     * @throws AccountException if the configuration or the state cannot be used
     */
    public List<AccountResult> enable(Collection<String> logins, boolean on) throws AccountException {
        return inTurn(() -> {
            Map<String, AccountInfo> known = configured();
            AccountRecords records = stage.records();
            List<AccountResult> results = new ArrayList<>();
            for (String login : distinct(logins)) {
                if (!known.containsKey(login)) {
                    results.add(unknown(login));
                } else if (on) {
                    records.enableAccount(login);
                    results.add(AccountResult.done(login, login + " is enabled"));
                } else {
                    records.disableAccount(login);
                    results.add(AccountResult.done(login, login + " is disabled"));
                }
            }
            return results;
        });
    }

    /**
     * Lets an account listen in more channels, or in fewer.
     *
     * @param login the account
     * @param channels their names, as people write them, {@code @own} and {@code @followed} too
     * @param join whether it is to listen there
     * @return what was done, or why not
     * @throws AccountException if the configuration cannot be used
     */
    public AccountResult changeChannels(String login, Collection<String> channels, boolean join)
            throws AccountException {
        return inTurn(() -> {
            AccountInfo there = configured().get(login);
            if (there == null) {
                return unknown(login);
            }
            Set<String> wanted = new LinkedHashSet<>(there.channels());
            List<String> named =
                    channels.stream().map(AccountConfig::channelName).distinct().toList();
            List<String> without =
                    named.stream().filter(name -> wanted.contains(name) == join).toList();
            if (join) {
                wanted.addAll(named);
            } else {
                named.forEach(wanted::remove);
            }
            if (without.size() == named.size()) {
                return AccountResult.done(
                        login,
                        login + (join ? " listens in " : " does not listen in ") + String.join(", ", without)
                                + " already");
            }
            if (!there.isOwnFile()) {
                return AccountResult.refused(
                        login,
                        login + " stands in " + there.origin() + ", which is yours alone: write \"channels\": "
                                + json(wanted) + " there, in " + config);
            }
            return rewrite(login, List.copyOf(wanted));
        });
    }

    private AccountResult rewrite(String login, List<String> channels) throws AccountException {
        try {
            AccountDocument document = files.read(login)
                    .orElseThrow(() -> new IOException(files.file(login) + " is gone"))
                    .with(CHANNELS, channels);
            List<String> errors = check().problemsOf(login, document).stream()
                    .filter(ConfigProblem::isError)
                    .map(ConfigProblem::withinFile)
                    .toList();
            if (!errors.isEmpty()) {
                return AccountResult.refused(login, login + ": " + String.join("; ", errors));
            }
            files.write(login, document);
            stage.apply();
            return AccountResult.done(login, login + " listens in " + String.join(", ", channels));
        } catch (UnreadableConfigException | CommentsInTheWayException | IOException e) {
            return AccountResult.refused(login, String.valueOf(e.getMessage()));
        }
    }

    private static String json(Collection<String> names) {
        return names.stream().map(name -> '"' + name + '"').collect(Collectors.joining(", ", "[", "]"));
    }

    private AccountResult unknown(String login) {
        return AccountResult.refused(login, "There is no account '" + login + "' in " + config + " or beside it");
    }

    private static List<String> distinct(Collection<String> logins) {
        return logins.stream()
                .map(login -> login.strip().toLowerCase(Locale.ROOT))
                .distinct()
                .toList();
    }

    private AccountCheck check() throws AccountException {
        try {
            return reader.accountCheck(config);
        } catch (UnreadableConfigException e) {
            throw new AccountException(e.getMessage());
        }
    }

    private HostConfig usable() throws AccountException {
        try {
            ConfigReport report = reader.read(config);
            return report.config()
                    .orElseThrow(() -> new AccountException(report.errors().stream()
                            .map(problem -> config + ", " + problem)
                            .collect(Collectors.joining("; "))));
        } catch (UnreadableConfigException e) {
            throw new AccountException(e.getMessage());
        }
    }

    private SequencedMap<String, AccountInfo> configured() throws AccountException {
        HostConfig usable = usable();
        Map<String, AccountStatus> statuses = new HashMap<>();
        stage.statuses().forEach(status -> statuses.put(status.login(), status));
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
                            entry.getValue().channels(),
                            stage.disabledSince(login),
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

    /** One operation. */
    @FunctionalInterface
    private interface Operation<T> {
        T run() throws AccountException;
    }

    private <T> T inTurn(Operation<T> operation) throws AccountException {
        turn.acquireUninterruptibly();
        try {
            return operation.run();
        } catch (StateException e) {
            throw new AccountException(e.getMessage());
        } finally {
            turn.release();
        }
    }
}

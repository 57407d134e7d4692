package dev.chameleonbot.host.accounts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chameleonbot.engine.AccountConfig;
import dev.chameleonbot.engine.AccountRecords;
import dev.chameleonbot.engine.AccountStatus;
import dev.chameleonbot.engine.AuthorizedAccount;
import dev.chameleonbot.engine.io.IoWords;
import dev.chameleonbot.engine.io.OwnersFiles;
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
import java.nio.file.Files;
import java.nio.file.LinkOption;
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
import java.util.function.Consumer;
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
    private static final String OWN = "@own";
    private static final String FOLLOWED = "@followed";

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
     * @return what came of each, in their order, and of the running host's taking them over where that fails
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
                applied().ifPresent(results::add);
            }
            return results;
        });
    }

    /** Empty where the host has taken over what is in the files. */
    private Optional<AccountResult> applied() {
        try {
            stage.apply();
            return Optional.empty();
        } catch (AccountException e) {
            return Optional.of(AccountResult.refused("", e.getMessage()));
        }
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
            if (Files.exists(files.file(login), LinkOption.NOFOLLOW_LINKS)) {
                return AccountResult.refused(
                        login, place + ": " + files.file(login) + " is there already, and is not changed");
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
            if (there == null) {
                List<AccountResult> results = addAuthorized(element, account);
                return results.stream()
                        .filter(result -> !result.done())
                        .findFirst()
                        .orElseGet(results::getFirst);
            }
            stage.records().keep(account);
            return there.problem()
                    .map(problem -> AccountResult.refused(
                            account.login(),
                            account.login() + " is logged in, but left out as it is configured in " + there.origin()
                                    + ": " + problem))
                    .orElseGet(() -> AccountResult.done(
                            account.login(),
                            account.login() + " is configured already, in " + there.origin()
                                    + "; it is logged in anew"));
        });
    }

    /** Tokens first: a refresh token is good for one use, and the account is to run with it. */
    private List<AccountResult> addAuthorized(ObjectNode element, AuthorizedAccount account) throws AccountException {
        stage.records().keep(account);
        List<AccountResult> results = new ArrayList<>();
        results.add(add(account.login(), element, Map.of(), new LinkedHashSet<>(), check()));
        if (results.getFirst().done()) {
            applied().ifPresent(results::add);
        }
        return results;
    }

    /**
     * Removes accounts: their files, what is kept of them, and, unless it is to stay, what they have agreed to at Twitch. What
     * an earlier removal has left of an account is removed, too.
     *
     * @param logins the accounts
     * @param keepsTokens whether the tokens stay good at Twitch
     * @return what came of each, in their order
     * @throws AccountException if none can be removed; then nothing has changed
     */
    public List<AccountResult> remove(Collection<String> logins, boolean keepsTokens) throws AccountException {
        List<AccountResult> results = new ArrayList<>();
        Map<Integer, StoredTokens> revocable = new LinkedHashMap<>();
        HostConfig before = inTurn(() -> {
            HostConfig now = usable();
            Map<String, AccountInfo> known = configured();
            Map<Path, byte[]> deleted = new LinkedHashMap<>();
            for (String login : distinct(logins)) {
                results.add(removeFile(login, known.get(login), deleted));
            }
            if (!deleted.isEmpty()) {
                applyOrUndo(deleted);
            }
            for (int i = 0; i < results.size(); i++) {
                int index = i;
                if (results.get(i).done()) {
                    results.set(i, forget(results.get(i).account(), tokens -> revocable.put(index, tokens)));
                }
            }
            return now;
        });
        // Not in turn: Twitch may take its time.
        revocable.forEach((index, tokens) -> results.set(
                index,
                results.get(index)
                        .and(
                                keepsTokens
                                        ? "its tokens stay good at Twitch"
                                        : revoked(results.get(index).account(), tokens, before))));
        return results;
    }

    private AccountResult removeFile(String login, @Nullable AccountInfo known, Map<Path, byte[]> deleted)
            throws AccountException {
        if (known == null) {
            return stage.records().tokens(login).isPresent()
                    ? AccountResult.done(login, login + " is removed")
                    : unknown(login);
        }
        if (!known.isOwnFile()) {
            return AccountResult.refused(
                    login,
                    login + " stands in " + known.origin() + ", which is yours alone: delete that block from " + config
                            + "; the running host takes that over");
        }
        try {
            Path file = files.file(login);
            byte[] content = Files.readAllBytes(file);
            if (files.delete(login)) {
                deleted.put(file, content);
            }
            return AccountResult.done(login, login + " is removed");
        } catch (IOException e) {
            return AccountResult.refused(login, known.origin() + " cannot be deleted: " + e.getMessage());
        }
    }

    /** While the host runs an account, nothing of it may be forgotten. */
    private void applyOrUndo(Map<Path, byte[]> deleted) throws AccountException {
        try {
            stage.apply();
        } catch (AccountException e) {
            try {
                for (Map.Entry<Path, byte[]> entry : deleted.entrySet()) {
                    OwnersFiles.write(entry.getKey(), entry.getValue());
                }
            } catch (IOException lost) {
                throw new AccountException(e.getMessage() + "; and the files of " + deleted.keySet()
                        + " cannot be put back: " + IoWords.of(lost));
            }
            throw new AccountException("Nothing is removed: " + e.getMessage());
        }
    }

    private AccountResult forget(String login, Consumer<StoredTokens> forgotten) throws AccountException {
        AccountRecords records = stage.records();
        try {
            Optional<StoredTokens> tokens = records.tokens(login);
            records.forget(login);
            tokens.ifPresent(forgotten);
            return AccountResult.done(login, login + " is removed");
        } catch (StateException | IllegalStateException e) {
            return AccountResult.refused(
                    login,
                    login + " runs no more, but what is kept of it is still there; remove it again: " + e.getMessage());
        }
    }

    private String revoked(String login, StoredTokens tokens, HostConfig before) {
        Optional<String> clientId = before.accounts().stream()
                .filter(account -> account.login().equals(login))
                .findFirst()
                .flatMap(AccountConfig::clientId)
                .or(this::sharedClientId);
        return revocation.revoke(clientId, tokens.access(), before.endpoints());
    }

    private Optional<String> sharedClientId() {
        try {
            return check().clientId();
        } catch (AccountException e) {
            return Optional.empty(); // Then it is told that the application is not known.
        }
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
                AccountInfo there = known.get(login);
                results.add(there == null ? unknown(login) : turn(there, on, records));
            }
            return results;
        });
    }

    private static AccountResult turn(AccountInfo account, boolean on, AccountRecords records) {
        String login = account.login();
        try {
            if (on) {
                records.enableAccount(login);
            } else {
                records.disableAccount(login);
            }
            return AccountResult.done(login, login + (on ? " is enabled" : " is disabled"));
        } catch (StateException e) {
            return AccountResult.refused(login, login + ": " + e.getMessage());
        } catch (IllegalArgumentException e) {
            return AccountResult.refused(
                    login,
                    login + " does not run, as it is misconfigured: "
                            + account.problem().orElse("see 'chameleon status'"));
        }
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
            AccountCheck check = check();
            AccountDocument document = document(there);
            List<String> written = document == null ? there.channels() : written(document, check);
            List<String> named =
                    channels.stream().map(AccountConfig::channelName).distinct().toList();
            List<String> after = join ? joined(written, named, login) : left(written, named, login);
            if (after.equals(written)) {
                return AccountResult.done(
                        login,
                        login + (join ? " listens in " : " does not listen in ") + String.join(", ", named)
                                + " already");
            }
            if (document == null) {
                return AccountResult.refused(
                        login,
                        login + " stands in " + there.origin() + ", which is yours alone: write \"channels\": "
                                + json(after) + " there, in " + config);
            }
            return rewrite(login, document, after, check);
        });
    }

    /** The file of an account; null where it stands in the configuration. */
    private @Nullable AccountDocument document(AccountInfo account) throws AccountException {
        if (!account.isOwnFile()) {
            return null;
        }
        try {
            return files.read(account.login()).orElseThrow(() -> new AccountException(account.origin() + " is gone"));
        } catch (UnreadableConfigException e) {
            throw new AccountException(e.getMessage());
        }
    }

    /** What stands in the file, or else what the configuration has for all. */
    private static List<String> written(AccountDocument document, AccountCheck check) {
        return document.strings(CHANNELS)
                .or(() -> document.string(CHANNELS)
                        .map(text -> List.of(text.strip().split("[,;\\s]+"))))
                .or(check::channels)
                .orElse(List.of());
    }

    private static List<String> joined(List<String> written, List<String> named, String login) {
        List<String> after = new ArrayList<>(written);
        named.stream()
                .filter(name -> written.stream().noneMatch(one -> isChannel(one, name, login)))
                .forEach(after::add);
        return after;
    }

    private static List<String> left(List<String> written, List<String> named, String login) {
        return written.stream()
                .filter(one -> named.stream().noneMatch(name -> isChannel(one, name, login)))
                .toList();
    }

    private static boolean isChannel(String written, String name, String login) {
        String channel = AccountConfig.channelName(written);
        return channel.equals(name)
                || (channel.equals(OWN) && name.equals(login))
                || (channel.equals(login) && name.equals(OWN));
    }

    private AccountResult rewrite(String login, AccountDocument document, List<String> channels, AccountCheck check)
            throws AccountException {
        try {
            AccountDocument changed = document.with(CHANNELS, channels);
            List<String> errors = check.problemsOf(login, changed).stream()
                    .filter(ConfigProblem::isError)
                    .map(ConfigProblem::withinFile)
                    .toList();
            if (!errors.isEmpty()) {
                return AccountResult.refused(login, login + ": " + String.join("; ", errors));
            }
            var unused = files.write(login, changed);
            return applied()
                    .orElseGet(() -> AccountResult.done(login, login + " listens in " + String.join(", ", channels)));
        } catch (CommentsInTheWayException | IOException e) {
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
                            listened(entry.getValue()),
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

    private static List<String> listened(AccountConfig account) {
        List<String> channels = new ArrayList<>(account.channels());
        if (account.followed()) {
            channels.add(FOLLOWED);
        }
        return channels;
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

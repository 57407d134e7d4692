package dev.chameleonbot.host.accounts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chameleonbot.engine.AccountRecords;
import dev.chameleonbot.engine.model.AccountStatus;
import dev.chameleonbot.engine.model.AuthorizedAccount;
import dev.chameleonbot.engine.spi.StateException;
import dev.chameleonbot.host.config.AccountCheck;
import dev.chameleonbot.host.config.AccountDocument;
import dev.chameleonbot.host.config.AccountFiles;
import dev.chameleonbot.host.config.ConfigProblem;
import dev.chameleonbot.host.config.ConfigReader;
import dev.chameleonbot.host.config.UnreadableConfigException;
import dev.chameleonbot.plugin.api.SettingsSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;

/**
 * What an operator does with accounts. An account that is added has a file of its own beside the configuration, which itself is
 * never written: where that would have to change, it is said what to write there. What cannot be done for one account hinders
 * no other.
 *
 * <p>Concurrency: any thread may call it; operations take turns. They block, on the disk and on Twitch.
 */
public final class AccountOperations {
    private static final String USERNAME = "username";

    private final ConfiguredAccounts configured;
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
         * Which accounts the operator has disabled. Looking changes nothing.
         *
         * @param logins the accounts of interest
         * @return since when, by login
         * @throws AccountException if that cannot be seen
         */
        Map<String, Instant> disabled(Collection<String> logins) throws AccountException;

        /**
         * Runs what is configured now.
         *
         * @throws AccountException if it cannot be run; the message says why
         */
        void apply() throws AccountException;

        /** How the accounts stand; empty where none runs. */
        List<AccountStatus> statuses();

        /**
         * What can be set for the plugins that are loaded, or would be, by their ids.
         *
         * @throws AccountException if that cannot be found out
         */
        Map<String, SettingsSchema> schemas() throws AccountException;
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
        this.configured = new ConfiguredAccounts(config, reader, stage);
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
        return inTurn(() -> List.copyOf(configured.all().values()));
    }

    /**
     * One account.
     *
     * @param login its name, in any case
     * @return the account; empty if there is none
     * @throws AccountException if the configuration cannot be read
     */
    public Optional<AccountInfo> find(String login) throws AccountException {
        return inTurn(() -> Optional.ofNullable(configured.all().get(normal(login))));
    }

    /**
     * What can be set for an account, what is set, and where.
     *
     * @param login its name, in any case
     * @return its settings; empty if there is no such account
     * @throws AccountException if the configuration cannot be read, or it cannot be found out what can be set
     */
    public Optional<AccountSettings> settings(String login) throws AccountException {
        return inTurn(() -> configured.settings(normal(login), files, stage.schemas()));
    }

    /**
     * Changes what an account sets itself, as a JSON merge patch (RFC 7396) of its block does it: null takes away, so that what
     * is set for all, or else the default, holds again. {@code is_prime_or_turbo} can be changed, and settings of plugins
     * under {@code plugins} and the plugin's id, each as a whole.
     *
     * @param login its name, in any case
     * @param patch what is to change
     * @return what was done, or why not: all that is wrong, with its place; or what to write, where the account stands in the
     *     configuration
     * @throws AccountException if the configuration cannot be used, or the host does not take it over; then nothing has
     *     changed
     */
    public AccountResult change(String login, ObjectNode patch) throws AccountException {
        return inTurn(() -> {
            AccountInfo there = configured.all().get(normal(login));
            return there == null
                    ? configured.unknown(login)
                    : new SettingsChange(there, configured.check(), files, configured.file(), stage.schemas())
                            .make(patch, stage);
        });
    }

    /**
     * Changes what an account sets itself for a plugin.
     *
     * @param login its name, in any case
     * @param pluginId the plugin
     * @param values values by the settings' names; null takes one away, as for {@link #change}
     * @return as for {@link #change}
     * @throws AccountException as for {@link #change}
     */
    public AccountResult changeSettings(String login, String pluginId, ObjectNode values) throws AccountException {
        return change(login, SettingsChange.patch(pluginId, values));
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
            Map<String, AccountInfo> known = configured.all();
            AccountCheck check = configured.check();
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
            return Optional.of(AccountResult.refused(
                    "",
                    "The files are changed, but " + e.getMessage()
                            + ". The host takes that over by itself when it can"));
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
            AccountInfo there = configured.all().get(account.login());
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
        results.add(add(account.login(), element, Map.of(), new LinkedHashSet<>(), configured.check()));
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
        AccountRemoval removal = inTurn(() -> {
            AccountRemoval begun = new AccountRemoval(configured, files, stage, revocation);
            begun.run(distinct(logins));
            return begun;
        });
        return removal.revoked(keepsTokens); // Not in turn: Twitch may take its time.
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
            Map<String, AccountInfo> known = configured.all();
            AccountRecords records = stage.records();
            List<AccountResult> results = new ArrayList<>();
            for (String login : distinct(logins)) {
                AccountInfo there = known.get(login);
                results.add(there == null ? configured.unknown(login) : turn(there, on, records));
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
            AccountInfo there = configured.all().get(login);
            return there == null
                    ? configured.unknown(login)
                    : new ChannelChange(there, configured.check(), files, configured.file())
                            .make(channels, join, this::applied);
        });
    }

    private static List<String> distinct(Collection<String> logins) {
        return logins.stream().map(AccountOperations::normal).distinct().toList();
    }

    private static String normal(String login) {
        return login.strip().toLowerCase(Locale.ROOT);
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

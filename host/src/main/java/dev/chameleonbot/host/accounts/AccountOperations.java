package dev.chameleonbot.host.accounts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chameleonbot.engine.AccountRecords;
import dev.chameleonbot.engine.model.AuthorizedAccount;
import dev.chameleonbot.engine.spi.StateException;
import dev.chameleonbot.host.config.ConfigReader;
import dev.chameleonbot.host.config.Operation;
import dev.chameleonbot.host.config.OperationException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.concurrent.Semaphore;

/**
 * What an operator does with accounts. An account that is added has a file of its own next to the configuration, which
 * itself is never written: where that would have to change, it is said what to write there. What cannot be done for one
 * account hinders no other.
 *
 * <p>Concurrency: any thread may call it; operations take turns. They block, on the disk and on Twitch.
 */
public final class AccountOperations {
    private final ConfiguredAccounts configured;
    private final AccountStage stage;
    private final TokenRevocation revocation;
    private final Semaphore turn = new Semaphore(1);

    /**
     * The accounts of a configuration.
     *
     * @param stage where they run
     */
    public AccountOperations(Path config, ConfigReader reader, AccountStage stage) {
        this(config, reader, stage, TokenRevocation.atTwitch());
    }

    AccountOperations(Path config, ConfigReader reader, AccountStage stage, TokenRevocation revocation) {
        this.configured = new ConfiguredAccounts(config, reader, stage);
        this.stage = stage;
        this.revocation = revocation;
    }

    /**
     * All accounts, in the order of the configuration, then of their files.
     *
     * @throws OperationException if the configuration cannot be read
     */
    public List<AccountInfo> list() throws OperationException {
        return inTurn(() -> List.copyOf(configured.all().values()));
    }

    /**
     * One account.
     *
     * @param login its name, in any case
     * @return the account; empty if there is none
     * @throws OperationException if the configuration cannot be read
     */
    public Optional<AccountInfo> find(String login) throws OperationException {
        return inTurn(() -> Optional.ofNullable(configured.all().get(normal(login))));
    }

    /**
     * What can be set for an account, what is set, and where.
     *
     * @param login its name, in any case
     * @return its settings; empty if there is no such account
     * @throws OperationException if the configuration cannot be read, or it cannot be found out what can be set
     */
    public Optional<AccountSettings> settings(String login) throws OperationException {
        return inTurn(() -> configured.settings(normal(login), stage.schemas()));
    }

    /**
     * Changes what an account sets itself, as a JSON merge patch (RFC 7396) of its block does it: null takes away, so that what
     * is set for all, or else the default, holds again. {@code is_prime_or_turbo} can be changed, and settings of plugins
     * under {@code plugins} and the plugin's id, each as a whole.
     *
     * @param login its name, in any case
     * @return what was done, or why not: all that is wrong, with its place; or what to write, where the account stands in the
     *     configuration
     * @throws OperationException if the configuration cannot be used, or the host does not take it over; then nothing has
     *     changed
     */
    public AccountResult change(String login, ObjectNode patch) throws OperationException {
        return inTurn(() -> {
            AccountInfo there = configured.all().get(normal(login));
            return there == null
                    ? configured.unknown(login)
                    : new SettingsChange(there, configured, stage.schemas()).make(patch, stage);
        });
    }

    /**
     * Changes what an account sets itself for a plugin.
     *
     * @param login its name, in any case
     * @param values values by the settings' names; null takes one away, as for {@link #change}
     * @return as for {@link #change}
     * @throws OperationException as for {@link #change}
     */
    public AccountResult changeSettings(String login, String pluginId, ObjectNode values) throws OperationException {
        return change(login, SettingsChange.patch(pluginId, values));
    }

    /**
     * Adds accounts.
     *
     * @param elements each in the form of one of the configuration's {@code users}, by where it stood in what was given
     * @return what came of each, in their order, and of the running host's taking them over where that fails
     * @throws OperationException if none can be added; then nothing has changed
     */
    public List<AccountResult> add(SequencedMap<String, JsonNode> elements) throws OperationException {
        return inTurn(() -> addition().add(elements));
    }

    /**
     * Adds an account whose owner has agreed just now, or gives it new tokens where it is configured already.
     *
     * @param element the account, in the form of one of the configuration's {@code users}
     * @throws OperationException if that cannot be done
     */
    public AccountResult adopt(ObjectNode element, AuthorizedAccount account) throws OperationException {
        return inTurn(() -> {
            AccountInfo there = configured.all().get(account.login());
            if (there == null) {
                return addition().adopt(element, account);
            }
            stage.records().keep(account);
            return there.problem()
                    .map(problem -> AccountResult.refused(
                            account.login(),
                            account.login() + " is logged in, but left out, because it is configured in "
                                    + there.origin() + ": " + problem))
                    .orElseGet(() -> AccountResult.done(
                            account.login(),
                            account.login() + " is configured already, in " + there.origin()
                                    + "; it is logged in again"));
        });
    }

    /**
     * Removes accounts: their files, what is kept of them, and, unless it is to stay, what they have agreed to at Twitch. What
     * an earlier removal has left of an account is removed, too.
     *
     * @param keepsTokens whether the tokens stay good at Twitch
     * @return what came of each, in their order
     * @throws OperationException if none can be removed; then nothing has changed
     */
    public List<AccountResult> remove(Collection<String> logins, boolean keepsTokens) throws OperationException {
        AccountRemoval removal = inTurn(() -> {
            AccountRemoval begun = new AccountRemoval(configured, stage, revocation);
            begun.run(distinct(logins));
            return begun;
        });
        return removal.revoked(keepsTokens); // Not in turn: Twitch may take its time.
    }

    /**
     * Runs accounts again that were disabled, or disables accounts: they have no connection then and ask nothing of Twitch,
     * also after a restart.
     *
     * @param on whether they are to run
     * @return what came of each, in their order
     * @throws OperationException if the configuration or the state cannot be used
     */
    public List<AccountResult> enable(Collection<String> logins, boolean on) throws OperationException {
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
                    login + " does not run, because it is misconfigured: "
                            + account.problem().orElse("see 'chameleon status'"));
        }
    }

    /**
     * Lets an account listen in more channels, or in fewer.
     *
     * @param channels their names, as people write them, {@code @own} and {@code @followed} too
     * @param join whether it is to listen there
     * @return what was done, or why not
     * @throws OperationException if the configuration cannot be used
     */
    public AccountResult changeChannels(String login, Collection<String> channels, boolean join)
            throws OperationException {
        return inTurn(() -> {
            AccountInfo there = configured.all().get(login);
            return there == null
                    ? configured.unknown(login)
                    : new ChannelChange(there, configured).make(channels, join, stage);
        });
    }

    private static List<String> distinct(Collection<String> logins) {
        return logins.stream().map(AccountOperations::normal).distinct().toList();
    }

    private static String normal(String login) {
        return login.strip().toLowerCase(Locale.ROOT);
    }

    private AccountAddition addition() {
        return new AccountAddition(configured, stage);
    }

    private <T> T inTurn(Operation<T> operation) throws OperationException {
        turn.acquireUninterruptibly();
        try {
            return operation.run();
        } catch (StateException e) {
            throw new OperationException(e.getMessage());
        } finally {
            turn.release();
        }
    }
}

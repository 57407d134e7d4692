package dev.chameleonbot.host.accounts;

import dev.chameleonbot.engine.AccountRecords;
import dev.chameleonbot.engine.io.IoWords;
import dev.chameleonbot.engine.io.OwnersFiles;
import dev.chameleonbot.engine.model.AccountConfig;
import dev.chameleonbot.engine.spi.StateException;
import dev.chameleonbot.engine.spi.StateStore.StoredTokens;
import dev.chameleonbot.host.config.HostConfig;
import dev.chameleonbot.host.config.OperationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One removal of accounts: first their files, so that the host ends them, then what is kept of them, then their tokens at
 * Twitch. Where the host does not end them, their files are put back. For one thread.
 */
final class AccountRemoval {
    private final ConfiguredAccounts configured;
    private final AccountStage stage;
    private final TokenRevocation revocation;
    private final HostConfig before;
    private final List<AccountResult> results = new ArrayList<>();
    private final Map<Path, byte[]> deleted = new LinkedHashMap<>();
    /** What was forgotten and is still good at Twitch, by the place of its account among the results. */
    private final Map<Integer, StoredTokens> forgotten = new LinkedHashMap<>();

    AccountRemoval(ConfiguredAccounts configured, AccountStage stage, TokenRevocation revocation)
            throws OperationException {
        this.configured = configured;
        this.stage = stage;
        this.revocation = revocation;
        this.before = configured.usable();
    }

    /** Removes what is here. */
    void run(List<String> logins) throws OperationException {
        Map<String, AccountInfo> known = configured.all();
        for (String login : logins) {
            results.add(deleteFile(login, known.get(login)));
        }
        if (!deleted.isEmpty()) {
            applyOrUndo();
        }
        for (int i = 0; i < results.size(); i++) {
            if (results.get(i).done()) {
                results.set(i, forget(i, results.get(i).account()));
            }
        }
    }

    private AccountResult deleteFile(String login, @Nullable AccountInfo known) throws OperationException {
        if (known == null) {
            return stage.records().tokens(login).isPresent() ? removed(login) : configured.unknown(login);
        }
        if (!known.isOwnFile()) {
            return AccountResult.refused(
                    login,
                    login + " stands in " + known.origin() + ", which is yours alone: delete that block from "
                            + configured.config() + "; the running host takes that over");
        }
        try {
            Path file = configured.files().file(login);
            byte[] content = Files.readAllBytes(file);
            if (configured.files().delete(login)) {
                deleted.put(file, content);
            }
            return removed(login);
        } catch (IOException e) {
            return AccountResult.refused(login, known.origin() + " cannot be deleted: " + IoWords.of(e));
        }
    }

    private static AccountResult removed(String login) {
        return AccountResult.done(login, login + " is removed");
    }

    /** While the host runs an account, nothing of it may be forgotten. */
    private void applyOrUndo() throws OperationException {
        try {
            stage.apply();
        } catch (OperationException e) {
            try {
                for (Map.Entry<Path, byte[]> entry : deleted.entrySet()) {
                    OwnersFiles.write(entry.getKey(), entry.getValue());
                }
            } catch (IOException lost) {
                throw new OperationException(e.getMessage() + "; and the files of " + deleted.keySet()
                        + " cannot be put back: " + IoWords.of(lost));
            }
            throw new OperationException("Nothing is removed: " + e.getMessage());
        }
    }

    private AccountResult forget(int index, String login) throws OperationException {
        AccountRecords records = stage.records();
        try {
            Optional<StoredTokens> tokens = records.tokens(login);
            records.forget(login);
            tokens.ifPresent(good -> forgotten.put(index, good));
            return removed(login);
        } catch (StateException | IllegalStateException e) {
            return AccountResult.refused(
                    login,
                    login + " no longer runs, but its data could not be deleted; remove it again: " + e.getMessage());
        }
    }

    /**
     * Takes the tokens back at Twitch, unless they are to stay good there.
     *
     * @return what came of each account, in the order in which they were named
     */
    List<AccountResult> revoked(boolean keepsTokens) {
        forgotten.forEach((index, tokens) -> {
            AccountResult result = results.get(index);
            results.set(
                    index,
                    result.and(
                            keepsTokens
                                    ? "its tokens stay valid at Twitch"
                                    : revocation.revoke(
                                            clientId(result.account()), tokens.access(), before.endpoints())));
        });
        return results;
    }

    private Optional<String> clientId(String login) {
        return before.accounts().stream()
                .filter(account -> account.login().equals(login))
                .findFirst()
                .flatMap(AccountConfig::clientId)
                .or(this::sharedClientId);
    }

    private Optional<String> sharedClientId() {
        try {
            return configured.check().clientId();
        } catch (OperationException e) {
            return Optional.empty(); // Then it is told that the application is not known.
        }
    }
}

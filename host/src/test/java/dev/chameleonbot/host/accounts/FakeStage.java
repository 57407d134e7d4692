package dev.chameleonbot.host.accounts;

import dev.chameleonbot.engine.AccountRecords;
import dev.chameleonbot.engine.model.AccountStatus;
import dev.chameleonbot.engine.model.AuthorizedAccount;
import dev.chameleonbot.engine.model.ConfiguredTokens;
import dev.chameleonbot.engine.model.Secret;
import dev.chameleonbot.engine.spi.StateStore.StoredTokens;
import dev.chameleonbot.host.config.OperationException;
import dev.chameleonbot.plugin.api.SettingsSchema;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Notes what is asked of it, and refuses what it is told to. */
final class FakeStage implements AccountStage, AccountRecords {
    private static final Instant NOON = Instant.parse("2026-11-28T12:00:00Z");

    final List<String> log = new ArrayList<>();
    final Map<String, String> tokens = new HashMap<>();
    final Map<String, Instant> disabled = new HashMap<>();
    List<AccountStatus> statuses = List.of();
    int applied;
    String refusal = "";
    String unknown = "";
    Map<String, SettingsSchema> schemas = Map.of();

    @Override
    public AccountRecords records() {
        return this;
    }

    @Override
    public void apply() throws OperationException {
        if (!refusal.isEmpty()) {
            throw new OperationException(refusal);
        }
        applied++;
        log.add("apply");
    }

    @Override
    public Map<String, SettingsSchema> schemas() {
        return schemas;
    }

    @Override
    public List<AccountStatus> statuses() {
        return statuses;
    }

    @Override
    public void keep(AuthorizedAccount account) {
        log.add("keep " + account.login());
    }

    @Override
    public void keep(String login, ConfiguredTokens tokens, Instant expiresAt) {
        log.add("keep " + login);
    }

    @Override
    public Optional<StoredTokens> tokens(String login) {
        return Optional.ofNullable(tokens.get(login))
                .map(access -> new StoredTokens(Secret.of(access), Optional.empty(), NOON, ""));
    }

    @Override
    public void forget(String login) {
        log.add("forget " + login);
    }

    @Override
    public Optional<Instant> disabledSince(String login) {
        return Optional.ofNullable(disabled.get(login));
    }

    @Override
    public Map<String, Instant> disabled(Collection<String> logins) {
        return disabled;
    }

    @Override
    public void disableAccount(String login) {
        if (login.equals(unknown)) {
            throw new IllegalArgumentException("There is no account '" + login + "'");
        }
        log.add("disable " + login);
        disabled.put(login, NOON);
    }

    @Override
    public void enableAccount(String login) {
        log.add("enable " + login);
        disabled.remove(login);
    }
}

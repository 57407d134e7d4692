package dev.chameleonbot.host.alerts;

import dev.chameleonbot.engine.AccountState;
import dev.chameleonbot.engine.AccountStatus;
import dev.chameleonbot.engine.EngineEvent;
import dev.chameleonbot.engine.EngineEvent.AccountStatusChanged;
import dev.chameleonbot.engine.EngineEvent.PluginFailed;
import dev.chameleonbot.engine.LoginProgress;
import java.time.Instant;
import java.util.Optional;

/** Events as the engine makes them. */
final class Events {
    static final Instant AT = Instant.parse("2026-02-01T12:00:00Z");

    private Events() {}

    static EngineEvent goes(String login, AccountState from, AccountState to) {
        return goes(login, from, to, "The token of " + login + " was revoked");
    }

    static EngineEvent goes(String login, AccountState from, AccountState to, String error) {
        return new AccountStatusChanged(AT, status(login, from, ""), status(login, to, error));
    }

    static EngineEvent needsLogin(String login) {
        return goes(login, AccountState.STARTING, AccountState.NEEDS_LOGIN);
    }

    static EngineEvent pluginFails(String login, long times) {
        return new PluginFailed(AT, login, "echo", "a message", "IllegalStateException: no", times);
    }

    private static AccountStatus status(String login, AccountState state, String error) {
        return new AccountStatus(
                login,
                state,
                AT,
                1,
                0,
                Optional.of(error).filter(text -> !text.isEmpty()),
                Optional.of("Log in again.").filter(text -> state == AccountState.NEEDS_LOGIN),
                LoginProgress.NONE,
                Optional.empty(),
                0);
    }
}

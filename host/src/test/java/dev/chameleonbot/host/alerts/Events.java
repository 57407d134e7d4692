package dev.chameleonbot.host.alerts;

import dev.chameleonbot.engine.model.AccountState;
import dev.chameleonbot.engine.model.AccountStatus;
import dev.chameleonbot.engine.model.EngineEvent;
import dev.chameleonbot.engine.model.EngineEvent.AccountStatusChanged;
import dev.chameleonbot.engine.model.EngineEvent.PluginFailed;
import dev.chameleonbot.engine.model.LoginProgress;
import dev.chameleonbot.engine.model.LoginPrompt;
import dev.chameleonbot.engine.model.Trouble;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;

/** Events as the engine makes them. */
final class Events {
    static final Instant AT = Instant.parse("2026-02-01T12:00:00Z");

    static final Trouble LACKS_SCOPE = needsAttention(Trouble.Kind.SCOPES, "echo", "It may not write", "Log in again.");
    static final Trouble RENAMED = needsAttention(Trouble.Kind.NAME, "", "It is called alicia now", "Rename it.");

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

    /** What comes a moment after that an account needs a login: where, and with which code. */
    static EngineEvent prompts(String login, String code) {
        AccountStatus waiting = status(login, AccountState.NEEDS_LOGIN, "The token of " + login + " was revoked");
        LoginPrompt prompt = new LoginPrompt(
                URI.create("https://www.twitch.tv/activate?device-code=" + code), code, AT.plusSeconds(1800));
        return new AccountStatusChanged(AT, waiting, waiting.withLogin(LoginProgress.UNDER_WAY, Optional.of(prompt)));
    }

    static EngineEvent pluginFails(String login, long times) {
        return new PluginFailed(AT, login, "echo", "a message", "IllegalStateException: no", times);
    }

    static EngineEvent changes(AccountStatus before, AccountStatus after) {
        return new AccountStatusChanged(AT, before, after);
    }

    static AccountStatus live(String login) {
        return AccountStatus.initial(login, AccountState.LIVE, AT, 1);
    }

    private static Trouble needsAttention(Trouble.Kind kind, String subject, String problem, String advice) {
        return new Trouble(kind, subject, problem, Optional.of(advice), AT, Optional.empty());
    }

    private static AccountStatus status(String login, AccountState state, String error) {
        AccountStatus status = AccountStatus.initial(login, state, AT, 1);
        Optional<String> advice = Optional.of("Log in again.").filter(text -> state == AccountState.NEEDS_LOGIN);
        return error.isEmpty() && advice.isEmpty()
                ? status
                : status.withTrouble(new Trouble(Trouble.Kind.LOGIN, "", error, advice, AT, Optional.empty()));
    }
}

package dev.chameleonbot.engine;

import dev.chameleonbot.engine.auth.OAuthClient.DeviceCode;
import dev.chameleonbot.engine.model.LoginPrompt;

/** A code that logs an account in, together with our half of it. Not for implementation. */
public final class LoginCode {
    private final LoginPrompt prompt;
    private final DeviceCode code;

    LoginCode(LoginPrompt prompt, DeviceCode code) {
        this.prompt = prompt;
        this.code = code;
    }

    /** What to show. */
    public LoginPrompt prompt() {
        return prompt;
    }

    DeviceCode code() {
        return code;
    }
}

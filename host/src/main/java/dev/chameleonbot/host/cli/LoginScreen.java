package dev.chameleonbot.host.cli;

import dev.chameleonbot.engine.model.LoginPrompt;

/** Shows people how to log an account in. */
record LoginScreen(Console console, boolean terminal) {
    /** With a QR code where there is a terminal to show it on. */
    static LoginScreen on(Console console) {
        return new LoginScreen(console, Terminal.isThere());
    }

    /** For the person that agrees. */
    void show(LoginPrompt prompt) {
        console.show("Open " + prompt.verificationUri() + " as the account that is to be added, and agree; code "
                + prompt.userCode() + ", good until " + prompt.expiresAt());
        showCode(prompt.verificationUri().toString());
    }

    void show(String account, LoginPrompt prompt) {
        console.show(account + " needs a login: open " + prompt.verificationUri() + " as " + account
                + " and agree; code " + prompt.userCode() + ", good until " + prompt.expiresAt());
        showCode(prompt.verificationUri().toString());
    }

    private void showCode(String verificationUri) {
        if (terminal) {
            console.show(
                    QrCode.of(verificationUri, Terminal.canShow(QrCode.BLOCKS)).stripTrailing());
        }
    }
}

package dev.chameleonbot.host.cli;

/** Shows people how to log an account in. */
final class LoginScreen {
    private final Console console;
    private final boolean terminal;

    private LoginScreen(Console console, boolean terminal) {
        this.console = console;
        this.terminal = terminal;
    }

    /** With a QR code where there is a terminal to show it on. */
    static LoginScreen on(Console console) {
        return new LoginScreen(console, Terminal.isThere());
    }

    void show(String account, String verificationUri, String userCode, String until) {
        console.show(account + " needs a login: open " + verificationUri + " as " + account + " and agree; code "
                + userCode + ", good until " + until);
        if (terminal) {
            console.show(
                    QrCode.of(verificationUri, Terminal.canShow(QrCode.BLOCKS)).stripTrailing());
        }
    }
}

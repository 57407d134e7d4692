package dev.chameleonbot.host.cli;

import java.io.PrintWriter;

/** Shows people how to log an account in. */
final class LoginScreen {
    private final PrintWriter out;
    private final boolean terminal;

    private LoginScreen(PrintWriter out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    /** With a QR code where there is a terminal to show it on. */
    static LoginScreen on(PrintWriter out) {
        return new LoginScreen(out, Boolean.getBoolean("chameleon.terminal"));
    }

    void show(String account, String verificationUri, String userCode, String until) {
        out.println(account + " needs a login: open " + verificationUri + " as " + account + " and agree; code "
                + userCode + ", good until " + until);
        if (terminal) {
            out.print(QrCode.of(verificationUri));
        }
        out.flush();
    }
}

package dev.chameleonbot.host;

import dev.chameleonbot.host.cli.ChameleonCommand;
import dev.chameleonbot.host.process.StopSignal;

/** The program. */
public final class Main {
    private Main() {}

    /** Runs one command and exits with its code. */
    public static void main(String[] args) {
        StopSignal stop = StopSignal.install();
        int code = 1;
        try {
            code = ChameleonCommand.run(stop, args);
        } finally {
            stop.finished(code);
        }
        System.exit(code);
    }
}

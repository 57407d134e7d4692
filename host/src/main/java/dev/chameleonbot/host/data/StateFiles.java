package dev.chameleonbot.host.data;

/** The names of files in a state directory besides the engine's. */
public final class StateFiles {
    /** The folder of the log files, unless another one is named. */
    public static final String LOGS = "logs";
    /** The control socket. */
    public static final String CONTROL_SOCKET = "control.sock";

    private StateFiles() {}
}

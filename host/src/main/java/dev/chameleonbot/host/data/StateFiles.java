package dev.chameleonbot.host.data;

/** What files beside the engine's are called in a state directory. */
public final class StateFiles {
    /** The folder of the log files, unless another one is named. */
    public static final String LOGS = "logs";
    /** The control socket. */
    public static final String CONTROL_SOCKET = "control.sock";

    private StateFiles() {}
}

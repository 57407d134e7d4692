package dev.chameleonbot.host.data;

import java.util.List;

/** What the files of a state directory are called. */
public final class StateFiles {
    /** All that is kept, but for the key. */
    public static final String DATABASE = "state.db";
    /** The key that tokens are sealed with, unless the variable {@value #KEY_VARIABLE} holds it. */
    public static final String KEY = "key";
    /** The variable that holds the key in the place of its file. */
    public static final String KEY_VARIABLE = "CHAMELEON_KEY";
    /** What a host locks that runs with the state. */
    public static final String LOCK = "lock";
    /** The folder of the log files, unless another one is named. */
    public static final String LOGS = "logs";
    /** The control socket. */
    public static final String CONTROL_SOCKET = "control.sock";
    /** What a state consists of: the database with its side files, and the key. */
    public static final List<String> KEPT =
            List.of(DATABASE, DATABASE + "-wal", DATABASE + "-shm", DATABASE + "-journal", KEY);

    private StateFiles() {}
}

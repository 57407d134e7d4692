package dev.chameleonbot.engine.resilience;

/**
 * What sort of thing went wrong; it alone decides what is done about it.
 *
 * <table>
 * <caption>Treatment</caption>
 * <tr><th>Kind</th><th>Tried again</th><th>Log level</th></tr>
 * <tr><td>{@link #USER}</td><td>no</td><td>WARN with what to do</td></tr>
 * <tr><td>{@link #REMOTE_TRANSIENT}</td><td>with back-off and jitter</td><td>WARN, once an outage</td></tr>
 * <tr><td>{@link #REMOTE_LIMITED}</td><td>when the server says</td><td>DEBUG</td></tr>
 * <tr><td>{@link #REMOTE_REJECTED}</td><td>no</td><td>WARN</td></tr>
 * <tr><td>{@link #PLUGIN}</td><td>no; the behaviour is isolated</td><td>ERROR with the plugin's id</td></tr>
 * <tr><td>{@link #INTERNAL}</td><td>by the supervisor</td><td>ERROR with a stack trace</td></tr>
 * </table>
 */
public enum ErrorKind {
    /** The operator or a chatter asked for something that cannot be. */
    USER,
    /** No answer, or one that says that the fault is the server's and may pass. */
    REMOTE_TRANSIENT,
    /** Too many requests. */
    REMOTE_LIMITED,
    /** The server understood and said no. */
    REMOTE_REJECTED,
    /** A behaviour failed. */
    PLUGIN,
    /** A fault of this program. */
    INTERNAL
}

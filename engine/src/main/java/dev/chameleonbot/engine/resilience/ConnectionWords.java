package dev.chameleonbot.engine.resilience;

import java.io.EOFException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import java.util.Locale;
import java.util.Optional;
import javax.net.ssl.SSLException;

/** Why no answer came, in words for an operator. Libraries say it for programmers, or name nothing but a host. */
final class ConnectionWords {
    private static final String CANNOT_CONNECT = "Failed to connect to ";
    private static final int LONGEST = 200;

    private ConnectionWords() {}

    /** What happened, in one line; the library's own words where there are no better ones. */
    static String of(Throwable thrown) {
        String words = line(thrown);
        return switch (thrown) {
            case UnknownHostException e -> "the name " + hostOf(words) + " cannot be resolved (DNS)";
            case SSLException e -> "no secure connection (TLS): " + tls(e);
            case ConnectException e -> notConnected(e);
            case SocketTimeoutException e ->
                words.toLowerCase(Locale.ROOT).contains("connect")
                        ? "the connection could not be made in time"
                        : "it took too long";
            case InterruptedIOException e when words.equals("timeout") -> "it took too long";
            case EOFException e -> "the connection was closed before an answer came";
            case SocketException e
            when words.contains("reset") || words.contains("pipe") -> "the connection was reset before an answer came";
            default ->
                words.startsWith("unexpected end of stream")
                        ? "the connection was closed before an answer came"
                        : words;
        };
    }

    /** {@code id.twitch.tv: Name or service not known}, or the name alone. */
    private static String hostOf(String words) {
        int end = words.indexOf(": ");
        return end < 0 ? words : words.substring(0, end);
    }

    private static String tls(SSLException thrown) {
        return cause(thrown, CertificateException.class)
                .map(certificate -> "the server's certificate is not trusted (" + line(root(certificate)) + ")")
                .orElseGet(() -> line(thrown));
    }

    private static String notConnected(ConnectException thrown) {
        String words = line(thrown);
        String reason = line(root(thrown));
        if (!words.startsWith(CANNOT_CONNECT)) {
            return words;
        }
        // Java writes an address without a name as /127.0.0.1:9.
        String address = words.substring(CANNOT_CONNECT.length()).replaceFirst("^/", "");
        return reason.contains("refused")
                ? "the connection to " + address + " was refused"
                : "no connection to " + address + (reason.equals(words) ? "" : " (" + reason + ")");
    }

    private static <T extends Throwable> Optional<T> cause(Throwable thrown, Class<T> type) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return Optional.of(type.cast(cause));
            }
        }
        return Optional.empty();
    }

    private static Throwable root(Throwable thrown) {
        Throwable root = thrown;
        for (Throwable cause = root.getCause(); cause != null; cause = root.getCause()) {
            root = cause;
        }
        return root;
    }

    /** Its message's first line, or its type where it has none. */
    private static String line(Throwable thrown) {
        String message = thrown.getMessage();
        if (message == null || message.isBlank()) {
            return thrown.getClass().getSimpleName();
        }
        String first = message.strip().lines().findFirst().orElseThrow().strip();
        return first.length() > LONGEST ? first.substring(0, LONGEST) + "…" : first;
    }
}

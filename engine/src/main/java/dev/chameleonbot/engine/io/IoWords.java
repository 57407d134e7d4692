package dev.chameleonbot.engine.io;

import dev.chameleonbot.engine.http.ProxyException;
import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.security.cert.CertificateException;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipException;
import javax.net.ssl.SSLException;

/**
 * What went wrong with a file or a connection, in words for an operator and the middle of a sentence. Libraries say it for
 * programmers, in the name of an exception, or name nothing but a host or a file.
 */
public final class IoWords {
    private static final String CANNOT_CONNECT = "Failed to connect to ";
    private static final String CLOSED = "the connection was closed before an answer came";
    private static final int LONGEST = 200;

    /** What old classes of the JDK have: the name, and the system's reason. */
    private static final Pattern NAME_AND_REASON = Pattern.compile("(?<file>.+) \\((?<reason>[^()]+)\\)");

    private static final Map<String, String> REASONS = Map.of(
            "No such file or directory", "it does not exist",
            "Permission denied", "this user may not access it",
            "Not a directory", "a part of its path is not a folder",
            "Is a directory", "it is a folder",
            "File name too long", "its name is too long",
            "No space left on device", "no space is left there",
            "Disk quota exceeded", "this user's disk quota is used up",
            "Read-only file system", "nothing can be written there (its file system is read-only)",
            "Too many open files", "too many files are open (see ulimit -n)");

    private IoWords() {}

    /**
     * What happened, in one line.
     *
     * @return the best words that there are: those of this class, the failure's own, or the name of its type
     */
    public static String of(Throwable thrown) {
        return known(thrown).orElseGet(() -> line(thrown));
    }

    /**
     * The same, but only where it needs no word on what type of failure it is.
     *
     * @return empty where there are no better words than its type and its own
     */
    public static Optional<String> known(Throwable thrown) {
        if (thrown instanceof UncheckedIOException && thrown.getCause() != null) {
            return known(thrown.getCause());
        }
        return file(thrown).or(() -> connection(thrown)).or(() -> plain(thrown));
    }

    /**
     * What happened when a folder was to be made.
     *
     * @return the same as of any other, but told of a folder that should be there, not of one that should have been
     */
    public static String ofCreating(IOException thrown) {
        return switch (thrown) {
            case NoSuchFileException e -> e.getFile() + " cannot be created there";
            case FileAlreadyExistsException e -> e.getFile() + " is not a folder";
            default -> of(thrown);
        };
    }

    private static Optional<String> file(Throwable thrown) {
        return switch (thrown) {
            case NoSuchFileException e -> Optional.of(e.getFile() + " does not exist");
            case NotDirectoryException e -> Optional.of(e.getFile() + " is not a folder");
            case FileAlreadyExistsException e -> Optional.of(e.getFile() + " exists already");
            case DirectoryNotEmptyException e -> Optional.of("the folder " + e.getFile() + " is not empty");
            case AccessDeniedException e -> Optional.of("this user may not access " + e.getFile());
            case FileSystemException e when e.getReason() != null -> Optional.of(withFile(e.getFile(), e.getReason()));
            case FileNotFoundException e -> nameAndReason(line(e));
            case ZipException e -> Optional.of("it is no zip archive, or a damaged one (" + line(e) + ")");
            case EOFException e
            when line(e).contains("ZLIB") -> Optional.of("it is a damaged zip archive (" + line(e) + ")");
            default -> Optional.empty();
        };
    }

    private static String withFile(String file, String reason) {
        String words = Objects.requireNonNullElse(REASONS.get(reason), reason);
        return file == null ? words : file + ": " + words;
    }

    private static Optional<String> nameAndReason(String message) {
        Matcher parts = NAME_AND_REASON.matcher(message);
        return parts.matches() ? Optional.of(withFile(parts.group("file"), parts.group("reason"))) : Optional.empty();
    }

    private static Optional<String> connection(Throwable thrown) {
        String words = line(thrown);
        return switch (thrown) {
            case UnknownHostException e -> Optional.of("the name " + hostOf(words) + " cannot be resolved (DNS)");
            case SSLException e -> Optional.of("no secure connection (TLS): " + tls(e));
            case ConnectException e -> Optional.of(notConnected(e));
            case SocketTimeoutException e ->
                Optional.of(
                        words.toLowerCase(Locale.ROOT).contains("connect")
                                ? "the connection could not be made in time"
                                : "it took too long");
            case InterruptedIOException e when words.equals("timeout") -> Optional.of("it took too long");
            case EOFException e -> Optional.of(CLOSED);
            case SocketException e
            when words.contains("reset") || words.contains("pipe") ->
                Optional.of("the connection was reset before an answer came");
            default -> words.startsWith("unexpected end of stream") ? Optional.of(CLOSED) : Optional.empty();
        };
    }

    /** Of the general type, whose name says nothing. */
    private static Optional<String> plain(Throwable thrown) {
        boolean isPlain = thrown.getClass() == IOException.class || thrown instanceof ProxyException;
        String message = line(thrown);
        return isPlain && thrown.getMessage() != null
                ? Optional.of(Objects.requireNonNullElse(REASONS.get(message), message))
                : Optional.empty();
    }

    /** {@code id.twitch.tv: Name or service not known}, or the name alone. */
    private static String hostOf(String words) {
        int end = words.indexOf(": ");
        return end < 0 ? words : words.substring(0, end);
    }

    private static String tls(SSLException thrown) {
        return chain(thrown).anyMatch(CertificateException.class::isInstance)
                ? "the server's certificate is not trusted (" + line(root(thrown)) + ")"
                : line(thrown);
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

    private static Throwable root(Throwable thrown) {
        return chain(thrown).reduce(thrown, (outer, cause) -> cause);
    }

    private static Stream<Throwable> chain(Throwable thrown) {
        return Stream.iterate(thrown, Objects::nonNull, Throwable::getCause);
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

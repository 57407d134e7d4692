package dev.chameleonbot.engine.resilience;

import dev.chameleonbot.engine.io.IoWords;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A request to Twitch that did not succeed. Its message is one sentence that names no secret. */
public final class RemoteException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    /** The {@link #status()} where no answer came. */
    public static final int NO_ANSWER = 0;

    private static final int LONGEST_DETAIL = 200;

    private final ErrorKind kind;
    private final int status;
    private final String detail;
    private final @Nullable String advice;
    private final transient @Nullable Instant retryAt;

    private RemoteException(
            ErrorKind kind,
            int status,
            String message,
            String detail,
            @Nullable String advice,
            @Nullable Instant retryAt,
            @Nullable Throwable cause) {
        super(message, cause);
        this.kind = kind;
        this.status = status;
        this.detail = detail;
        this.advice = advice;
        this.retryAt = retryAt;
    }

    /**
     * An answer other than success.
     *
     * @param what what was tried, such as {@code "subscribing to #somechannel"}
     * @param detail the server's own words; shortened
     * @param retryAt when the server will take requests again, where it says so
     */
    public static RemoteException answered(String what, int status, String detail, @Nullable Instant retryAt) {
        return new RemoteException(kindOf(status), status, sentence(what, status, detail), detail, null, retryAt, null);
    }

    /**
     * An answer other than success that stays the same until somebody does something.
     *
     * @param detail the server's own words; shortened
     */
    public static RemoteException lasting(String what, int status, String detail, String advice) {
        return new RemoteException(
                ErrorKind.REMOTE_REJECTED, status, sentence(what, status, detail), detail, advice, null, null);
    }

    /** What Twitch would do, and the configuration makes impossible. */
    public static RemoteException notPossible(String problem, String advice) {
        return new RemoteException(ErrorKind.USER, NO_ANSWER, problem, "", advice, null, null);
    }

    private static String sentence(String what, int status, String detail) {
        String words = detail.length() > LONGEST_DETAIL ? detail.substring(0, LONGEST_DETAIL) + "…" : detail;
        return what + ": Twitch answered " + status + (words.isBlank() ? "" : " (" + words.strip() + ")");
    }

    /** No answer: refused, reset, timed out, not found by name, or answered by something that is not Twitch. */
    public static RemoteException unanswered(String what, IOException cause) {
        String words = IoWords.of(cause);
        String message = what + ": " + (cause instanceof NotTwitchException ? words : "no answer (" + words + ")");
        return new RemoteException(ErrorKind.REMOTE_TRANSIENT, NO_ANSWER, message, "", null, null, cause);
    }

    /** A request that was not sent, because the server would have answered that there are too many. */
    public static RemoteException limited(String what, String reason, Instant retryAt) {
        String message = what + ": not tried now (" + reason + ")";
        return new RemoteException(ErrorKind.REMOTE_LIMITED, NO_ANSWER, message, "", null, retryAt, null);
    }

    /** A request that was not sent, because it would have failed. */
    public static RemoteException heldBack(String what, String reason, Instant retryAt) {
        String message = what + ": not tried now (" + reason + ")";
        return new RemoteException(ErrorKind.REMOTE_TRANSIENT, NO_ANSWER, message, "", null, retryAt, null);
    }

    /** An answer of success that does not hold what it has to. */
    public static RemoteException unusable(String what, String problem) {
        String message = what + ": Twitch's answer cannot be used (" + problem + ")";
        return new RemoteException(ErrorKind.REMOTE_TRANSIENT, NO_ANSWER, message, "", null, null, null);
    }

    /**
     * Sorts an HTTP status; the one place where that is decided.
     *
     * @param status a status other than success
     */
    public static ErrorKind kindOf(int status) {
        return switch (status) {
            case 408, 425 -> ErrorKind.REMOTE_TRANSIENT;
            case 429 -> ErrorKind.REMOTE_LIMITED;
            default -> status >= 400 && status < 500 ? ErrorKind.REMOTE_REJECTED : ErrorKind.REMOTE_TRANSIENT;
        };
    }

    @Override
    public String getMessage() {
        return Objects.requireNonNull(super.getMessage());
    }

    /** What sort of failure it is. */
    public ErrorKind kind() {
        return kind;
    }

    /** The HTTP status, or {@link #NO_ANSWER}. */
    public int status() {
        return status;
    }

    /** The server's own words; empty where there are none. */
    public String detail() {
        return detail;
    }

    /** What somebody has to do, where it is known that it does not pass without that. */
    public Optional<String> advice() {
        return Optional.ofNullable(advice);
    }

    /** When the server will take requests again, where it said so. */
    public Optional<Instant> retryAt() {
        return Optional.ofNullable(retryAt);
    }

    /** Whether its caller gave it up, or the end of the account did: that says nothing of Twitch. */
    public boolean isGivenUp() {
        return switch (getCause()) {
            case SocketTimeoutException timeout -> false;
            case InterruptedIOException interrupted -> !"timeout".equals(interrupted.getMessage());
            case IOException io -> "Canceled".equals(io.getMessage());
            case null, default -> false;
        };
    }

    /** Whether it is an answer of success that does not hold what it has to. */
    public boolean isUnusable() {
        return status == NO_ANSWER && kind == ErrorKind.REMOTE_TRANSIENT && getCause() == null && retryAt == null;
    }

    /** Whether the same request may succeed later without anybody doing something. */
    public boolean mayPass() {
        return kind == ErrorKind.REMOTE_TRANSIENT || kind == ErrorKind.REMOTE_LIMITED;
    }
}

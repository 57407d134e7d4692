package dev.chameleonbot.engine.resilience;

import dev.chameleonbot.engine.io.IoWords;
import java.net.UnknownHostException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.util.Locale;
import javax.net.ssl.SSLPeerUnverifiedException;

/**
 * Why something did not succeed, or does not any more.
 *
 * @param words what happened, in a few words without secrets
 */
public record Failure(Cause cause, String words) {
    private static final int TOO_MANY = 429;
    private static final String TRANSPORTS = "websocket transports";

    /** What a request's failure was. */
    public static Failure of(RemoteException e) {
        return new Failure(causeOf(e), e.getMessage());
    }

    /** What a connection's failure was. */
    public static Failure of(Throwable thrown) {
        return new Failure(causeOf(thrown), IoWords.of(thrown));
    }

    /** What an answer other than success means. */
    public static Failure answered(int status, String words) {
        return new Failure(causeOf(status, words), words);
    }

    private static Cause causeOf(RemoteException e) {
        Throwable thrown = e.getCause();
        if (thrown != null) {
            return causeOf(thrown);
        }
        if (e.status() == RemoteException.NO_ANSWER) {
            if (!e.mayPass()) {
                return Cause.REFUSED;
            }
            return e.retryAt().isPresent() ? Cause.HELD_BACK : Cause.SERVER;
        }
        return causeOf(e.status(), e.getMessage());
    }

    private static Cause causeOf(int status, String words) {
        if (status == TOO_MANY) {
            return words.toLowerCase(Locale.ROOT).contains(TRANSPORTS) ? Cause.TRANSPORTS : Cause.LIMITED;
        }
        return RemoteException.kindOf(status) == ErrorKind.REMOTE_TRANSIENT ? Cause.SERVER : Cause.REFUSED;
    }

    private static Cause causeOf(Throwable thrown) {
        for (Throwable one = thrown; one != null; one = one.getCause()) {
            if (one instanceof UnknownHostException) {
                return Cause.NAME;
            }
            if (isUnproved(one)) {
                return Cause.TLS;
            }
        }
        return Cause.NETWORK;
    }

    /** Whether a certificate or its host's name is at fault; a peer that hangs up in a handshake shows neither. */
    private static boolean isUnproved(Throwable thrown) {
        return thrown instanceof CertificateException
                || thrown instanceof CertPathValidatorException
                || thrown instanceof CertPathBuilderException
                || thrown instanceof SSLPeerUnverifiedException;
    }

    /** The same failure, told with more of what it was about. */
    public Failure withWords(String words) {
        return new Failure(cause, words);
    }
}

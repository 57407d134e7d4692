package dev.chameleonbot.host.plugins.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.nio.file.NoSuchFileException;
import java.util.zip.ZipException;
import org.junit.jupiter.api.Test;

final class ReasonsTest {
    @Test
    void leaveOutWhatOnlySaysThatSomethingElseWentWrong() {
        Throwable cause = new ArithmeticException("/ by zero");

        assertThat(Reasons.of(new ExceptionInInitializerError(cause))).isEqualTo("ArithmeticException: / by zero");
        assertThat(Reasons.of(new InvocationTargetException(new ExceptionInInitializerError(cause))))
                .isEqualTo("ArithmeticException: / by zero");
    }

    @Test
    void nameWhatItCameFromInTheEnd() {
        Throwable failure = new IllegalStateException(
                "the store does not open", new RuntimeException(new IOException("no space left. ")));

        assertThat(Reasons.of(failure))
                .isEqualTo("IllegalStateException: the store does not open (because of no space left)");
        assertThat(Reasons.of(new IllegalStateException(new IOException("no space left"))))
                .isEqualTo("IllegalStateException: java.io.IOException: no space left");
    }

    @Test
    void tellOfFilesAndConnectionsWithoutTheNamesOfExceptions() {
        assertThat(Reasons.of(new ZipException("zip END header not found")))
                .isEqualTo("it is no zip archive, or a damaged one (zip END header not found)");
        assertThat(Reasons.of(new UnknownHostException("nosuch.invalid: Name or service not known")))
                .isEqualTo("the name nosuch.invalid cannot be resolved (DNS)");
        assertThat(Reasons.of(new IllegalStateException("pf4j says no", new NoSuchFileException("/nodir"))))
                .isEqualTo("IllegalStateException: pf4j says no (because of /nodir does not exist)");
        assertThat(Reasons.of(new ConnectException("Failed to connect to /127.0.0.1:9")
                        .initCause(new ConnectException("Connection refused"))))
                .isEqualTo("the connection to 127.0.0.1:9 was refused");
    }

    @Test
    void endWithCausesWithoutEnd() {
        assertThat(Reasons.of(endless())).isEqualTo(endless().getClass().getName() + ": and so on");
    }

    private static RuntimeException endless() {
        return new RuntimeException("and so on") {
            @Override
            public synchronized Throwable getCause() {
                return endless();
            }
        };
    }
}

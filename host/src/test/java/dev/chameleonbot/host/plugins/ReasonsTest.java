package dev.chameleonbot.host.plugins;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
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
                .isEqualTo("IllegalStateException: the store does not open (because of IOException: no space left)");
        assertThat(Reasons.of(new IllegalStateException(new IOException("no space left"))))
                .isEqualTo("IllegalStateException: java.io.IOException: no space left");
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

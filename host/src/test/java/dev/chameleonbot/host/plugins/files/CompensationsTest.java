package dev.chameleonbot.host.plugins.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class CompensationsTest {
    private final List<String> done = new ArrayList<>();
    private final Compensations undo = new Compensations();

    @Test
    void takesTheLastStepBackFirst() {
        undo.add(problems -> done.add("first"));
        undo.add(problems -> done.add("second"));

        assertThat(undo.run()).isEmpty();
        assertThat(done).containsExactly("second", "first");
    }

    @Test
    void goesOnAfterWhatCannotBeTakenBackAndSaysSo() {
        undo.add(problems -> done.add("first"));
        undo.add(problems -> {
            throw new IOException("no room");
        });
        undo.add(problems -> problems.add("the plugin no longer starts"));
        undo.add(problems -> {
            throw new StackOverflowError("too deep");
        });

        assertThat(undo.run())
                .isEqualTo("; and something could not be restored: StackOverflowError: too deep"
                        + "; and the plugin no longer starts"
                        + "; and something could not be restored: no room");
        assertThat(done).containsExactly("first");
    }

    @Test
    void isNotEndedByAnInterruptionAndPassesItOn() {
        undo.add(problems -> done.add("first"));
        undo.add(problems -> {
            throw new InterruptedException();
        });

        assertThat(undo.run()).isEmpty();

        assertThat(Thread.interrupted()).isTrue();
        assertThat(done).containsExactly("first");
    }
}

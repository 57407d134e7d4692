package dev.chameleonbot.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EndingsTest {
    private final Endings endings = new Endings();
    private final List<String> ended = new ArrayList<>();

    @Test
    void theLatestEndsFirstAndEachOnce() {
        Runnable folder = () -> ended.add("folder");
        Runnable process = () -> ended.add("process");
        endings.add(folder);
        endings.add(process);
        endings.runAll();
        endings.runAll();
        endings.run(folder);
        assertThat(ended).containsExactly("process", "folder");
    }

    @Test
    void whatHasEndedByItselfIsNotEndedAgain() {
        Runnable process = () -> ended.add("process");
        endings.add(process);
        endings.run(process);
        endings.runAll();
        assertThat(ended).containsExactly("process");
    }
}

package com.example.score;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chameleonbot.plugin.testkit.BehaviourTestkit;
import dev.chameleonbot.plugin.testkit.Said;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ScoreBehaviourTest {
    @Test
    void countsAndRemembers() {
        BehaviourTestkit kit = BehaviourTestkit.of(new ScoreBehaviour()).start();
        kit.other("viewer", "!win");
        kit.restart();
        kit.advance(Duration.ofMinutes(1));

        kit.other("another", "!win");

        assertThat(kit.said())
                .extracting(Said::text)
                .containsExactly("1 wins, the latest by viewer", "2 wins, the latest by another");
    }
}

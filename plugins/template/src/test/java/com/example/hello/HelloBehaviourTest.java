package com.example.hello;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chameleonbot.plugin.testkit.BehaviourTestkit;
import dev.chameleonbot.plugin.testkit.Said;
import dev.chameleonbot.plugin.testkit.simulator.SimulatorTestkit;
import org.junit.jupiter.api.Test;

class HelloBehaviourTest {
    @Test
    void greetsWhoeverAsksForIt() {
        BehaviourTestkit kit = BehaviourTestkit.of(new HelloBehaviour())
                .setting("greeting", "Servus")
                .start();

        kit.other("viewer", "!hello");

        assertThat(kit.said()).extracting(Said::text).containsExactly("Servus, viewer!");
    }

    @Test
    void greetsInARealChat() {
        try (SimulatorTestkit kit = SimulatorTestkit.of(new HelloBehaviour()).start()) {
            kit.other("viewer", "!hello");

            assertThat(kit.awaitSaid(1)).containsExactly("Hello, viewer!");
        }
    }
}

package dev.chameleonbot.colorchanger;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** There is the plugin API in these tests, and no engine; what else hosts have or miss is tested with the engine's plugin. */
final class ColorChangerPluginTest {
    @RegisterExtension
    private final LogRecorder log = new LogRecorder();

    @Test
    void saysOnceThatThereIsNoEngine() {
        new ColorChangerPlugin().start();

        assertThat(log.at(Level.WARN))
                .singleElement()
                .asString()
                .contains(
                        "finds no Chameleon engine in this host",
                        "chameleon-engine.zip",
                        "unless the host itself runs behaviours");
    }
}

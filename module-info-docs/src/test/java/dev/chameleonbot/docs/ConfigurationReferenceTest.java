package dev.chameleonbot.docs;

import dev.chameleonbot.announcer.Announcer;
import dev.chameleonbot.colorchanger.ColorChanger;
import dev.chameleonbot.customcommands.CustomCommands;
import dev.chameleonbot.host.config.ConfigReference;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is written from the declarations of the configuration, with the settings of the plugins that come with the host. */
final class ConfigurationReferenceTest {
    private static final Path DISTRIBUTION = Path.of("..", "host", "src", "distribution");

    private final ConfigReference reference = new ConfigReference(Map.of(
            "color-changer", new ColorChanger().settings(),
            "custom-commands", new CustomCommands().settings(),
            "announcer", new Announcer().settings()));

    @Test
    void theReferenceIsAsWritten() throws IOException {
        Golden.check(Path.of("site", "reference", "configuration.md"), reference.markdown());
    }

    @Test
    void theSchemaOfAConfigurationIsAsWritten() throws IOException {
        Golden.check(DISTRIBUTION.resolve("config.schema.json"), reference.jsonSchema());
    }

    @Test
    void theSchemaOfAnAccountsFileIsAsWritten() throws IOException {
        Golden.check(DISTRIBUTION.resolve("account.schema.json"), reference.accountJsonSchema());
    }
}

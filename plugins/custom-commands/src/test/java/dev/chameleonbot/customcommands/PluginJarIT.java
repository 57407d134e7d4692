package dev.chameleonbot.customcommands;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chameleonbot.plugin.api.ChatBehaviour;
import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pf4j.JarPluginManager;
import org.pf4j.PluginManager;

/** The packaged jar, dropped into a host that knows nothing of Chameleon but the plugin API. */
final class PluginJarIT {
    private static final Path JAR = Path.of(System.getProperty("plugin.jar"));

    @Test
    void offersItsBehaviourToAnyPf4jHost(@TempDir Path plugins) throws IOException {
        Files.copy(JAR, plugins.resolve("custom-commands.jar"));
        PluginManager host = new JarPluginManager(plugins);
        host.loadPlugins();
        host.startPlugins();

        assertThat(host.getExtensions(ChatBehaviour.class, "custom-commands"))
                .singleElement()
                .satisfies(behaviour ->
                        assertThat(behaviour.settings().isDeclared()).isTrue());
        host.unloadPlugin("custom-commands");
    }

    @Test
    void isANamedModuleThatNeedsThePluginApiAlone() {
        ModuleDescriptor module = ModuleFinder.of(JAR)
                .find("dev.chameleonbot.customcommands")
                .orElseThrow()
                .descriptor();

        assertThat(module.isAutomatic()).isFalse();
        assertThat(module.requires())
                .extracting(ModuleDescriptor.Requires::name)
                .containsExactlyInAnyOrder("java.base", "dev.chameleonbot.plugin.api");
        assertThat(module.exports()).isEmpty();
    }
}

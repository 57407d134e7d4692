package dev.chameleonbot.colorchanger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chameleonbot.plugin.api.ChatBehaviour;
import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pf4j.DefaultPluginManager;
import org.pf4j.JarPluginManager;
import org.pf4j.PluginDescriptorFinder;
import org.pf4j.PluginManager;
import org.pf4j.PluginState;
import org.pf4j.PropertiesPluginDescriptorFinder;

/** The packaged jar, dropped into hosts that know nothing of Chameleon but the plugin API. */
@DisplayName("D3/D4 the jar of the color changer")
final class PluginJarIT {
    private static final Path JAR = Path.of(System.getProperty("plugin.jar"));
    private static final String EXTENSION = "dev.chameleonbot.colorchanger.ColorChanger";

    @Test
    void isLoadedByPf4jsDefaultHost(@TempDir Path plugins) throws IOException {
        offersItsBehaviour(new DefaultPluginManager(withTheJar(plugins)));
    }

    @Test
    void isLoadedByPf4jsHostForJars(@TempDir Path plugins) throws IOException {
        offersItsBehaviour(new JarPluginManager(withTheJar(plugins)));
    }

    @Test
    void isInAZipForHostsThatTakeZipsOnly(@TempDir Path plugins) throws IOException {
        Files.copy(Path.of(System.getProperty("plugin.zip")), plugins.resolve("color-changer.zip"));

        offersItsBehaviour(new DefaultPluginManager(plugins) {
            @Override
            protected PluginDescriptorFinder createPluginDescriptorFinder() {
                return new PropertiesPluginDescriptorFinder();
            }
        });
    }

    @Test
    void describesItselfToPf4j() throws IOException {
        Attributes manifest = manifest();

        assertThat(manifest.getValue("Plugin-Id")).isEqualTo("color-changer");
        assertThat(manifest.getValue("Plugin-Version")).isEqualTo(System.getProperty("plugin.version"));
        assertThat(manifest.getValue("Plugin-Class")).isEqualTo(ColorChangerPlugin.class.getName());
        assertThat(manifest.getValue("Plugin-Provider")).isEqualTo("Chameleon");
        assertThat(manifest.getValue("Plugin-Description")).isNotBlank();
        assertThat(manifest.getValue("Plugin-License")).isEqualTo("Apache-2.0");
    }

    @Test
    void isAnOsgiBundleThatSaysWhichApiItWants() throws IOException {
        Attributes manifest = manifest();

        assertThat(manifest.getValue("Bundle-ManifestVersion")).isEqualTo("2");
        assertThat(manifest.getValue("Bundle-SymbolicName")).isEqualTo("dev.chameleonbot.colorchanger");
        assertThat(manifest.getValue("Import-Package")).contains("dev.chameleonbot.plugin.api;version=\"[0.1,1)\"");
        assertThat(manifest.getValue("Export-Package")).isNull();
    }

    @Test
    void isANamedModuleThatNeedsThePluginApiAlone() {
        ModuleDescriptor module = ModuleFinder.of(JAR)
                .find("dev.chameleonbot.colorchanger")
                .orElseThrow()
                .descriptor();

        assertThat(module.isAutomatic()).isFalse();
        assertThat(module.requires())
                .extracting(ModuleDescriptor.Requires::name)
                .containsExactlyInAnyOrder("java.base", "dev.chameleonbot.plugin.api");
        assertThat(module.exports()).isEmpty();
        assertThat(module.provides()).singleElement().satisfies(provides -> {
            assertThat(provides.service()).isEqualTo(ChatBehaviour.class.getName());
            assertThat(provides.providers()).containsExactly(EXTENSION);
        });
    }

    @Test
    void namesItsExtensionInPf4jsIndexAndBringsNothingButItsOwn() throws IOException {
        try (JarFile jar = new JarFile(JAR.toFile())) {
            try (InputStream index = jar.getInputStream(jar.getEntry("META-INF/extensions.idx"))) {
                assertThat(new String(index.readAllBytes(), StandardCharsets.UTF_8).lines())
                        .contains(EXTENSION);
            }
            assertThat(jar.stream().filter(entry -> entry.getName().endsWith(".class")))
                    .allMatch(entry -> entry.getName().startsWith("dev/chameleonbot/colorchanger/")
                            || entry.getName().equals("module-info.class"));
        }
    }

    private static void offersItsBehaviour(PluginManager host) {
        host.loadPlugins();
        host.startPlugins();

        assertThat(host.getPlugin("color-changer").getPluginState()).isEqualTo(PluginState.STARTED);
        List<ChatBehaviour> behaviours = host.getExtensions(ChatBehaviour.class, "color-changer");
        assertThat(behaviours).singleElement().satisfies(behaviour -> {
            assertThat(behaviour.getClass().getName()).isEqualTo(EXTENSION);
            assertThat(behaviour.getClass().getClassLoader()).isSameAs(host.getPluginClassLoader("color-changer"));
        });
        host.unloadPlugin("color-changer");
    }

    private static Path withTheJar(Path plugins) throws IOException {
        Files.copy(JAR, plugins.resolve("color-changer.jar"));
        return plugins;
    }

    private static Attributes manifest() throws IOException {
        try (JarFile jar = new JarFile(JAR.toFile())) {
            return jar.getManifest().getMainAttributes();
        }
    }
}

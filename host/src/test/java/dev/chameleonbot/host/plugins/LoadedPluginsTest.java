package dev.chameleonbot.host.plugins;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;
import static org.awaitility.Awaitility.await;

import dev.chameleonbot.plugin.api.ChatBehaviour;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoadedPluginsTest {
    private static final String MODULE = """
        module test.modular {
            requires dev.chameleonbot.plugin.api;
            provides dev.chameleonbot.plugin.api.ChatBehaviour with modular.Behaviour;
        }
        """;

    @TempDir
    Path temporary;

    private Path folder = Path.of("");

    @BeforeEach
    void makeFolder() throws Exception {
        folder = Files.createDirectory(temporary.resolve("plugins"));
    }

    @Test
    void runsAPluginThatIsAModuleAsOneInALayerOfItsOwn() throws Exception {
        modular().build(folder.resolve("a.jar"));

        try (LoadedPlugins plugins = LoadedPlugins.load(folder)) {
            LoadedBehaviour loaded = plugins.behaviours().getFirst();
            Module module = loaded.behaviour().getClass().getModule();

            assertThat(plugins.behaviours()).hasSize(1);
            assertThat(loaded.pluginId()).isEqualTo("modular");
            assertThat(loaded.version()).isEqualTo("1.0.0");
            assertThat(module.getName()).isEqualTo("test.modular");
            assertThat(module.getLayer()).isNotEqualTo(getClass().getModule().getLayer());
            assertThatThrownBy(
                            () -> loaded.behaviour().getClass().getConstructor().newInstance())
                    .as("what the plugin does not export, the host cannot reach")
                    .isInstanceOf(IllegalAccessException.class);
        }
    }

    @Test
    void runsAPluginThatIsNoModule() throws Exception {
        PluginJarBuilder.plugin(temporary, "plain", "plain")
                .index("plain.Behaviour")
                .build(folder.resolve("a.jar"));

        try (LoadedPlugins plugins = LoadedPlugins.load(folder)) {
            ChatBehaviour behaviour = plugins.behaviours().getFirst().behaviour();

            assertThat(behaviour.getClass().getModule().isNamed()).isFalse();
            assertThat(behaviour.getClass().getClassLoader())
                    .isNotEqualTo(getClass().getClassLoader());
        }
    }

    @Test
    void findsABehaviourOnceThatIsBothIndexedAndProvided() throws Exception {
        modular().index("modular.Behaviour").build(folder.resolve("a.jar"));

        try (LoadedPlugins plugins = LoadedPlugins.load(folder)) {
            assertThat(plugins.behaviours()).hasSize(1);
        }
    }

    @Test
    void runsFromACopySoThatTheFileCanBeReplaced() throws Exception {
        Path jar = modular().build(folder.resolve("a.jar"));

        Path copy;
        try (LoadedPlugins plugins = LoadedPlugins.load(folder)) {
            ChatBehaviour behaviour = plugins.behaviours().getFirst().behaviour();
            copy = Path.of(behaviour
                    .getClass()
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            Files.write(jar, new byte[10]);

            assertThat(behaviour.toString()).isEqualTo("loaded later");
            assertThat(copy).exists().isNotEqualTo(jar);
        }
        assertThat(copy.getParent()).doesNotExist();
    }

    @Test
    void letsAModuleReachWhatAPluginThatItDependsOnExports() throws Exception {
        Path library = new PluginJarBuilder(temporary)
                .header("Plugin-Id", "z-library")
                .header("Plugin-Version", "1.0.0")
                .module("module test.library { exports library; }")
                .source("library.Greeting", "package library; public class Greeting {}")
                .build(folder.resolve("z.jar"));
        modular()
                .header("Plugin-Dependencies", "z-library")
                .module("""
                    module test.modular {
                        requires dev.chameleonbot.plugin.api;
                        requires test.library;
                        provides dev.chameleonbot.plugin.api.ChatBehaviour with modular.Behaviour;
                    }
                    """)
                .behaviour("modular", "new library.Greeting();")
                .against(library)
                .build(folder.resolve("a.jar"));

        try (LoadedPlugins plugins = LoadedPlugins.load(folder)) {
            assertThat(plugins.behaviours()).hasSize(1);
        }
    }

    @Test
    void letsGoOfAPluginsClassesWhenItIsClosed() throws Exception {
        modular().build(folder.resolve("a.jar"));

        WeakReference<ClassLoader> loader = loadAndClose();

        await().until(() -> {
            System.gc();
            return loader.get() == null;
        });
    }

    private WeakReference<ClassLoader> loadAndClose() throws PluginProblemsException {
        try (LoadedPlugins plugins = LoadedPlugins.load(folder)) {
            return new WeakReference<>(
                    plugins.behaviours().getFirst().behaviour().getClass().getClassLoader());
        }
    }

    @Test
    void tellsThatThereIsNoFolder() {
        Path missing = folder.resolve("missing");

        assertThatThrownBy(() -> LoadedPlugins.load(missing))
                .isInstanceOf(PluginProblemsException.class)
                .hasMessage("The plugins folder " + missing + " does not exist");
    }

    @Test
    void tellsThatThereIsNoPlugin() throws Exception {
        Files.writeString(folder.resolve("README.txt"), "no plugin");

        assertProblems("There is no plugin in " + folder + ". Put a plugin's jar there, such as color-changer.jar");
    }

    @Test
    void tellsOfEveryFileThatIsNoPlugin() throws Exception {
        Path noManifest = new PluginJarBuilder(temporary).build(folder.resolve("a.jar"));
        Path noVersion =
                new PluginJarBuilder(temporary).header("Plugin-Id", "x").build(folder.resolve("b.jar"));
        Path badId = new PluginJarBuilder(temporary)
                .header("Plugin-Id", "../x")
                .header("Plugin-Version", "1")
                .build(folder.resolve("c.jar"));
        Path noJar = Files.writeString(folder.resolve("d.jar"), "no jar");

        assertThat(problems())
                .satisfiesExactly(
                        p -> assertThat(p).startsWith(noManifest + " is no plugin: its manifest has no Plugin-Id"),
                        p -> assertThat(p).isEqualTo(noVersion + ": the manifest of plugin 'x' has no Plugin-Version"),
                        p -> assertThat(p).startsWith(badId + ": its Plugin-Id may consist of"),
                        p -> assertThat(p).startsWith(noJar + " cannot be read as a jar: "));
    }

    @Test
    void namesBothFilesOfTwoPluginsOfOneId() throws Exception {
        Path first = modular().build(folder.resolve("a.jar"));
        Path second = modular().header("Plugin-Version", "2.0.0").build(folder.resolve("b.jar"));

        assertProblems("There are two plugins 'modular': " + first + " (version 1.0.0) and " + second
                + " (version 2.0.0). Remove one of them");
    }

    @Test
    void tellsOfABehaviourThatCannotBeCreated() throws Exception {
        Path jar = modular()
                .behaviour("modular", "if (true) throw new IllegalStateException(\"no luck\");")
                .build(folder.resolve("a.jar"));

        assertProblems(jar + ": the plugin 'modular' has an extension modular.Behaviour that cannot be created:"
                + " IllegalStateException: no luck");
    }

    @Test
    void tellsOfAPluginThatDoesNotStart() throws Exception {
        Path jar = modular()
                .header("Plugin-Class", "modular.Starter")
                .module("""
                    module test.modular {
                        requires dev.chameleonbot.plugin.api;
                        provides dev.chameleonbot.plugin.api.ChatBehaviour with modular.Behaviour;
                    }
                    """)
                .source("modular.Starter", """
                    package modular;
                    public class Starter extends org.pf4j.Plugin {
                        @Override public void start() { throw new IllegalStateException("not today"); }
                    }
                    """)
                .build(folder.resolve("a.jar"));

        assertProblems(jar + ": the plugin 'modular' cannot be started: IllegalStateException: not today");
    }

    @Test
    void tellsOfAPluginThatNeedsANewerApi() throws Exception {
        Path jar = modular().header("Plugin-Requires", "99.0.0").build(folder.resolve("a.jar"));

        assertProblems(jar + ": the plugin 'modular' needs version 99.0.0 of the plugin API, and this is "
                + ApiVersion.CURRENT);
    }

    @Test
    void tellsOfAPluginThatDependsOnOneThatIsNotThere() throws Exception {
        modular().header("Plugin-Dependencies", "missing").build(folder.resolve("a.jar"));

        assertThat(problems())
                .singleElement(type(String.class))
                .satisfies(problem -> assertThat(problem)
                        .startsWith("The plugins in " + folder + " do not fit together: ")
                        .contains("missing"));
    }

    @Test
    void tellsOfAModuleThatIsNotThere() throws Exception {
        Path library = new PluginJarBuilder(temporary)
                .module("module test.library { exports library; }")
                .source("library.Greeting", "package library; public class Greeting {}")
                .build(temporary.resolve("library.jar"));
        Path jar = modular()
                .module(MODULE.replace("requires", "requires test.library; requires"))
                .against(library)
                .build(folder.resolve("a.jar"));

        assertThat(problems())
                .singleElement(type(String.class))
                .satisfies(problem -> assertThat(problem)
                        .startsWith(jar + ": the plugin 'modular' cannot be resolved: ")
                        .contains("Module test.library not found, required by test.modular"));
    }

    @Test
    void tellsThatThereIsNothingToDo() throws Exception {
        new PluginJarBuilder(temporary)
                .header("Plugin-Id", "idle")
                .header("Plugin-Version", "1.0.0")
                .build(folder.resolve("a.jar"));

        assertProblems("No plugin in " + folder + " has a chat behaviour, so there is nothing to do");
    }

    @Test
    void tellsOfAPluginThatIsCountedOnAndNotThere() throws Exception {
        modular().build(folder.resolve("a.jar"));

        try (LoadedPlugins plugins = LoadedPlugins.load(folder)) {
            plugins.require(Set.of("modular"));
            assertThatThrownBy(() -> plugins.require(Set.of("modular", "color-changer")))
                    .hasMessage("The configuration has settings for the plugin 'color-changer', which is not in "
                            + folder + "; there is only modular");
        }
    }

    private PluginJarBuilder modular() {
        return PluginJarBuilder.plugin(temporary, "modular", "modular").module(MODULE);
    }

    private void assertProblems(String... problems) {
        assertThat(problems()).containsExactly(problems);
    }

    private List<String> problems() {
        try (LoadedPlugins plugins = LoadedPlugins.load(folder)) {
            throw new AssertionError("Loaded: " + plugins.behaviours());
        } catch (PluginProblemsException e) {
            return e.problems();
        }
    }
}

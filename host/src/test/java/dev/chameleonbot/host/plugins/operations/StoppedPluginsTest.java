package dev.chameleonbot.host.plugins.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chameleonbot.host.plugins.PluginJarFile;
import dev.chameleonbot.host.plugins.files.ApiRange;
import dev.chameleonbot.host.plugins.files.PluginPlaces;
import dev.chameleonbot.host.plugins.files.PluginSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Manifest;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("D6 operations on a folder whose host does not run")
final class StoppedPluginsTest {
    private final Path temporary;
    private final Path folder;
    private final StoppedPlugins plugins;

    StoppedPluginsTest(@TempDir Path temporary) throws IOException {
        this.temporary = temporary;
        folder = Files.createDirectory(temporary.resolve("plugins"));
        Manifest api = new Manifest();
        api.getMainAttributes().putValue("Export-Package", "dev.chameleonbot.plugin.api;version=\"0.1.0\"");
        plugins = new StoppedPlugins(PluginPlaces.only(folder), ApiRange.of(api));
    }

    @Test
    void whatOthersNeedIsNotTakenAway() throws Exception {
        plugins.install(source(PluginJarFile.plugin("base", "1.0.0")));
        plugins.install(source(PluginJarFile.plugin("user", "1.0.0").attribute("Plugin-Dependencies", "base")));
        plugins.install(source(PluginJarFile.plugin("last", "1.0.0").attribute("Plugin-Dependencies", "user")));

        assertThatThrownBy(() -> plugins.uninstall("base")).hasMessageContaining("is needed by user, last");
        assertThatThrownBy(() -> plugins.disable("base")).hasMessageContaining("is needed by user, last");
        assertThat(folder.resolve("base.jar")).exists();

        plugins.disable("last");
        plugins.disable("user");
        assertThat(plugins.uninstall("base").id()).isEqualTo("base");
        assertThatThrownBy(() -> plugins.enable("user"))
                .hasMessageContaining("needs the plugin \"base\", which is not there");
    }

    @Test
    void whatAHostWouldNotLoadIsRefused() {
        assertThatThrownBy(() -> plugins.install(source(PluginJarFile.plugin("modern", "1.0.0")
                        .attribute("Import-Package", "dev.chameleonbot.plugin.api;version=\"[2.0,3)\""))))
                .hasMessageContaining("was built for dev.chameleonbot.plugin.api [2.0,3), but this host has 0.1.0");
        assertThatThrownBy(() -> plugins.install(
                        source(PluginJarFile.plugin("needy", "1.0.0").attribute("Plugin-Dependencies", "nowhere"))))
                .hasMessageContaining("needs the plugin \"nowhere\", which is not there");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void anUpdateWithWhichAnotherPluginWouldNotLoadIsRefused() throws Exception {
        plugins.install(source(PluginJarFile.plugin("base", "1.0.0")));
        plugins.install(source(PluginJarFile.plugin("user", "1.0.0").attribute("Plugin-Dependencies", "base@<2.0.0")));

        assertThatThrownBy(() -> plugins.update(source(PluginJarFile.plugin("base", "2.0.0"))))
                .hasMessageContaining(
                        "The plugin \"user\" needs the plugin \"base\" in a version <2.0.0, which is there in"
                                + " 2.0.0");
        assertThatThrownBy(() -> plugins.update(
                        source(PluginJarFile.plugin("base", "1.1.0").attribute("Plugin-Dependencies", "user"))))
                .hasMessageContaining("needs itself to be there first: base -> user -> base");
        assertThat(plugins.update(source(PluginJarFile.plugin("base", "1.2.0"))).version())
                .isEqualTo("1.2.0");
    }

    @Test
    void saysHowToWriteAVersionThatNothingCanBeHeldAgainst() throws Exception {
        plugins.install(source(PluginJarFile.plugin("base", "1.0")));

        assertThatThrownBy(() -> plugins.install(
                        source(PluginJarFile.plugin("user", "1.0.0").attribute("Plugin-Dependencies", "base@>=1.0.0"))))
                .hasMessageContaining("needs the plugin \"base\" in a version >=1.0.0, which is there in 1.0;")
                .hasMessageEndingWith("'1.0' is no semantic version: write 1.0.0");
    }

    @Test
    void aFileThatIsNotThereOrIsNoFileIsSaidToBeThat() {
        assertThatThrownBy(() -> plugins.install(PluginSource.of(folder.resolve("nope.jar"))))
                .hasMessage("There is no file " + folder.resolve("nope.jar"));
        assertThatThrownBy(() -> plugins.install(PluginSource.of(folder)))
                .hasMessage(folder + " is a folder, not a jar");
    }

    @Test
    void whatMacOsPutsBesideAJarIsNone() throws Exception {
        plugins.install(source(PluginJarFile.plugin("base", "1.0.0")));
        Files.copy(folder.resolve("base.jar"), folder.resolve("._base.jar"));
        Files.writeString(folder.resolve("._x.jar"), "Mac OS X");

        assertThat(plugins.list()).singleElement().extracting(PluginInfo::id).isEqualTo("base");
    }

    @Test
    void whatIsWrongAlreadyHindersNoOtherPlugin() throws Exception {
        PluginJarFile.plugin("needy", "1.0.0")
                .attribute("Plugin-Dependencies", "nowhere")
                .writeTo(folder.resolve("needy.jar"));
        Files.writeString(folder.resolve("half.jar"), "");

        assertThat(plugins.install(source(PluginJarFile.plugin("good", "1.0.0")))
                        .id())
                .isEqualTo("good");
    }

    private PluginSource source(PluginJarFile made) {
        return PluginSource.of(made.writeTo(temporary.resolve("made.jar")));
    }
}

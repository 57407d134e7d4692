package dev.chameleonbot.engineplugin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.jar.Attributes;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What is in the zip, and what is not. */
@DisplayName("D3 the zip of the engine plugin")
final class PluginZipIT {
    private static final Path ZIP = Path.of(System.getProperty("engine.zip"));

    @Test
    void isDescribedWherePf4jLooksInAZipAndInAFolder() throws IOException {
        Attributes manifest =
                new Manifest(new ByteArrayInputStream(bytes("classes/META-INF/MANIFEST.MF"))).getMainAttributes();

        assertThat(manifest.getValue("Plugin-Id")).isEqualTo("chameleon-engine");
        assertThat(manifest.getValue("Plugin-Class")).isEqualTo(EnginePlugin.class.getName());
        assertThat(manifest.getValue("Plugin-Version")).isEqualTo(System.getProperty("engine.version"));
        assertThat(entries()).filteredOn(name -> name.endsWith("MANIFEST.MF")).hasSize(1);
    }

    @Test
    void isDescribedTheSameWayWherePf4jsHostForZipsLooks() throws IOException {
        Attributes manifest =
                new Manifest(new ByteArrayInputStream(bytes("classes/META-INF/MANIFEST.MF"))).getMainAttributes();
        Properties properties = new Properties();
        properties.load(new ByteArrayInputStream(bytes("plugin.properties")));

        assertThat(properties.stringPropertyNames())
                .hasSize(6)
                .allSatisfy(name -> assertThat(manifest.getValue(name.replace("plugin.", "Plugin-")))
                        .isEqualTo(properties.getProperty(name)));
    }

    @Test
    void bringsItsLibrariesAndNothingThatIsTheHosts() throws IOException {
        assertThat(entries())
                .anyMatch(name -> name.startsWith("lib/chameleon-engine-"))
                .anyMatch(name -> name.startsWith("lib/okhttp-jvm-"))
                .noneMatch(name -> name.matches("(lib|api)/(pf4j|slf4j|java-semver|logback|jul-to).*"));
    }

    @Test
    void keepsThePluginApiWhereOnlyAHostWithoutOneNeedsIt() throws IOException {
        assertThat(entries())
                .filteredOn(name -> name.endsWith("dev/chameleonbot/plugin/api/ChatBehaviour.class"))
                .containsExactly("classes/api/dev/chameleonbot/plugin/api/ChatBehaviour.class");
        assertThat(entries()).noneMatch(name -> name.contains("chameleon-plugin-api"));
    }

    /** What a host that prefers its own libraries is checked against. */
    @Test
    void knowsTheVersionOfEveryLibraryItBrings() throws IOException {
        Properties libraries = new Properties();
        libraries.load(new ByteArrayInputStream(bytes("classes/dev/chameleonbot/engineplugin/libraries.properties")));
        List<String> repackaged = List.of("twitch4j-helix ", "feign-core ");

        assertThat(libraries.values())
                .map(Object::toString)
                .filteredOn(library -> repackaged.stream().noneMatch(library::startsWith))
                .map(library -> "lib/" + library.replace(' ', '-') + ".jar")
                .containsExactlyInAnyOrderElementsOf(entries().stream()
                        .filter(name -> name.startsWith("lib/") && name.endsWith(".jar") && !name.contains("chameleon"))
                        .toList());
    }

    @Test
    void namesEveryLibraryInItsNotice() throws IOException {
        String notice = new String(bytes("NOTICE"), StandardCharsets.UTF_8);

        assertThat(entries()).contains("LICENSE");
        assertThat(entries())
                .filteredOn(name -> name.startsWith("lib/") && name.endsWith(".jar"))
                .extracting(name -> name.substring("lib/".length()).replaceFirst("-\\d.*", ""))
                .filteredOn(name -> !List.of("chameleon-engine", "chameleon-host-config", "chameleon-plugin-host")
                        .contains(name))
                .isNotEmpty()
                .allSatisfy(name -> assertThat(notice).containsPattern("\\b" + name + "\\b"));
    }

    private static List<String> entries() throws IOException {
        try (ZipFile zip = new ZipFile(ZIP.toFile())) {
            return zip.stream().map(ZipEntry::getName).toList();
        }
    }

    private static byte[] bytes(String entry) throws IOException {
        try (ZipFile zip = new ZipFile(ZIP.toFile());
                InputStream in = zip.getInputStream(zip.getEntry(entry))) {
            return in.readAllBytes();
        }
    }
}

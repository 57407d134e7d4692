package dev.chameleonbot.engineplugin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What is in the one jar for hosts that read no zips, and what is not. */
@DisplayName("D3 the jar of the engine plugin")
final class PluginJarIT {
    private static final Path JAR = Path.of(System.getProperty("engine.jar"));
    private static final Path ZIP = Path.of(System.getProperty("engine.zip"));

    @Test
    void isDescribedInItsManifest() throws IOException {
        try (JarFile jar = new JarFile(JAR.toFile())) {
            Attributes manifest = jar.getManifest().getMainAttributes();

            assertThat(manifest.getValue("Plugin-Id")).isEqualTo("chameleon-engine");
            assertThat(manifest.getValue("Plugin-Class")).isEqualTo(EnginePlugin.class.getName());
            assertThat(manifest.getValue("Plugin-Version")).isEqualTo(System.getProperty("engine.version"));
            assertThat(manifest.getValue("Plugin-License")).isEqualTo("Apache-2.0");
        }
    }

    @Test
    void bringsTheClassesOfItsLibrariesAndNothingThatIsTheHosts() throws IOException {
        assertThat(entries())
                .contains("dev/chameleonbot/engine/Engine.class", "okhttp3/OkHttpClient.class", "org/sqlite/JDBC.class")
                .noneMatch(name -> name.matches("(org/pf4j|org/slf4j|dev/chameleonbot/plugin/api)/.*\\.class"))
                .contains("api/dev/chameleonbot/plugin/api/ChatBehaviour.class")
                .doesNotHaveDuplicates();
    }

    @Test
    void hasNeitherSignaturesNorDescriptionsOfOtherJars() throws IOException {
        assertThat(entries())
                .noneMatch(name -> name.matches("META-INF/[^/]*\\.(SF|RSA|DSA|EC)"))
                .noneMatch(name -> name.endsWith("module-info.class"));
    }

    @Test
    void keepsWhatItsLibrariesOfferAndLookUpAsServices() throws IOException {
        assertThat(text("META-INF/services/java.sql.Driver").strip()).isEqualTo("org.sqlite.JDBC");
        assertThat(entries())
                .contains(
                        "META-INF/services/io.github.xanthic.cache.core.AbstractCacheProvider",
                        "META-INF/services/com.fasterxml.jackson.databind.Module");
    }

    @Test
    void keepsWhatEachLibrarySaysOfItsLicence() throws IOException {
        assertThat(entries())
                .contains(
                        "META-INF/LICENSE",
                        "META-INF/NOTICE",
                        "META-INF/libraries/jackson-databind/META-INF/NOTICE",
                        "META-INF/libraries/commons-io/META-INF/NOTICE.txt",
                        "META-INF/libraries/caffeine/META-INF/LICENSE",
                        "META-INF/libraries/chameleon-twitch4j/META-INF/licenses/twitch4j-LICENSE.txt",
                        "META-INF/libraries/sqlite-jdbc/META-INF/maven/org.xerial/sqlite-jdbc/LICENSE");
        assertThat(text("META-INF/NOTICE")).startsWith("Chameleon\n");
    }

    @Test
    void hasTheSameClassesAsTheZip() throws IOException {
        try (ZipFile zip = new ZipFile(ZIP.toFile())) {
            List<String> own = zip.stream()
                    .map(ZipEntry::getName)
                    .filter(name -> name.startsWith("classes/") && name.endsWith(".class"))
                    .map(name -> name.substring("classes/".length()))
                    .filter(name -> !name.equals("module-info.class"))
                    .toList();

            assertThat(entries()).containsAll(own);
        }
    }

    private static List<String> entries() throws IOException {
        try (ZipFile zip = new ZipFile(JAR.toFile())) {
            return zip.stream()
                    .filter(entry -> !entry.isDirectory())
                    .map(ZipEntry::getName)
                    .toList();
        }
    }

    private static String text(String entry) throws IOException {
        try (ZipFile zip = new ZipFile(JAR.toFile());
                InputStream in = zip.getInputStream(zip.getEntry(entry))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
